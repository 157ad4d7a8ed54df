// The launcher and the panel: what is open, what is shown in it, where the focus is.

import { button, icon, make, unseen } from "./dom.js";
import { words } from "./words.js";

const NARROW = matchMedia("(max-width: 480px)");
const TOUCH = matchMedia("(pointer: coarse)");
const ANNOUNCED = 15_000;

/** `menu` is a list of [words, action]; `opened()` is told of each opening. */
export class Panel {
  constructor(menu, opened) {
    this.opened = opened;
    this.unread = 0;
    this.menu = make("div", { class: "menu", id: "menu", hidden: true }, ...menu.map((entry) => this.entry(entry)));
    this.menuButton = button("icon", () => this.toggleMenu(), icon("menu"), unseen(words("menu")));
    this.menuButton.setAttribute("aria-controls", "menu");
    this.status = make("p", { class: "status" }, words("status_guide"));
    this.banner = make("p", { class: "banner", hidden: true }, words("offline"));
    this.body = make("div", { class: "body", click: () => this.toggleMenu(false) });
    this.live = make("div", { class: "unseen", "aria-live": "polite" });
    this.dialog = make("dialog", { class: "panel", id: "panel", "aria-labelledby": "title" }, ...this.parts());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("cancel", (event) => (event.preventDefault(), this.close()));
    this.count = make("span", { class: "count", hidden: true });
    this.launcher = button("launcher", () => this.open(), icon("chat"), words("open"), this.count);
    this.element = make("section", { class: "waymark", "aria-label": words("name") }, this.launcher, this.dialog);
    this.toggleMenu(false);
  }

  parts() {
    const title = make("div", { class: "title" }, make("h2", { id: "title", tabindex: "-1" }, words("title")), this.status);
    const close = button("icon", () => this.close(), icon("close"), unseen(words("close")));
    return [make("div", { class: "head" }, title, this.menuButton, close), this.menu, this.banner, this.body, this.live];
  }

  entry([text, action]) {
    return button("entry", () => (this.toggleMenu(false), action()), text);
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** Over the whole of a small screen, where nothing behind can be reached; beside the page on a large one. */
  open(takeFocus = true) {
    if (!this.isOpen) {
      if (NARROW.matches) this.dialog.showModal();
      else this.dialog.setAttribute("open", "");
      this.launcher.hidden = true;
      this.read();
      this.opened();
    }
    if (takeFocus) this.focus();
  }

  close() {
    this.toggleMenu(false);
    this.dialog.close();
    this.launcher.hidden = false;
    this.launcher.focus();
  }

  /** To the field for writing, except on touch screens, where that would bring up the keyboard unasked. */
  focus() {
    const field = this.body.querySelector("textarea");
    const place = TOUCH.matches || !field ? this.body.querySelector(".sheet h3") ?? this.dialog.querySelector("h2") : field;
    place.focus({ preventScroll: true });
  }

  /** Puts something else in the panel; the focus goes along when it was inside. */
  show(...parts) {
    const inside = this.dialog.contains(this.dialog.getRootNode().activeElement);
    this.body.replaceChildren(...parts);
    if (inside) this.focus();
  }

  /** What tells of a chat makes sense with one alone. */
  offerMenu(on) {
    this.menuButton.hidden = !on;
  }

  toggleMenu(on = this.menu.hidden) {
    if (!on && this.menu.contains(this.dialog.getRootNode().activeElement)) this.menuButton.focus();
    this.menu.hidden = !on;
    this.menuButton.setAttribute("aria-expanded", String(on));
  }

  key(event) {
    // The page around has keys of its own, which are not meant here.
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (this.menu.hidden) this.close();
    else this.toggleMenu(false);
  }

  /** Tells a screen reader, after what it is saying. */
  announce(text) {
    const line = make("p", {}, text);
    this.live.append(line);
    setTimeout(() => line.remove(), ANNOUNCED);
  }

  missed(count) {
    if (this.isOpen || !count) return;
    this.unread += count;
    this.count.textContent = words("unread", { count: this.unread });
    this.count.hidden = false;
  }

  read() {
    this.unread = 0;
    this.count.hidden = true;
  }

  offline(on) {
    if (this.banner.hidden === !on) return;
    this.banner.hidden = !on;
    this.announce(words(on ? "offline" : "online"));
  }
}
