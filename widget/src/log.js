// The list of messages: always in order, quick replies under the newest alone, and a place to read that does not jump.

import { button, make } from "./dom.js";
import { messageOf, pendingOf, speakerOf } from "./message.js";
import { words } from "./words.js";

const NEAR = 24;

/** `does` has press(button), judge(seq, value, reason) and retry(item). */
export class Log {
  constructor(does) {
    this.does = does;
    this.entries = [];
    this.items = new Map();
    this.list = make("ol", { role: "list" });
    this.dots = make("li", { class: "message guide typing", hidden: true, "aria-hidden": "true" }, dots());
    this.scroll = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words("messages") }, this.list);
    this.newest = button("newest", () => this.jump(), words("newest"));
    this.newest.hidden = true;
    this.element = make("div", { class: "log" }, this.scroll, this.newest);
    this.list.append(this.dots);
    this.top = 0;
    this.scroll.addEventListener("scroll", () => this.isFollowing() && (this.newest.hidden = true), { passive: true });
  }

  add(messages) {
    const following = this.isFollowing();
    messages.forEach((message) => this.insert(message));
    this.refresh();
    this.settle(following);
  }

  insert(message) {
    const entry = { seq: message.seq, who: speakerOf(message) };
    entry.element = messageOf(message, this.does.press, this.does.judge);
    const place = this.entries.findLastIndex(({ seq }) => seq < message.seq) + 1;
    const next = this.entries[place]?.element ?? this.firstPending() ?? this.dots;
    next.before(entry.element);
    this.entries.splice(place, 0, entry);
  }

  firstPending() {
    return this.items.values().next().value;
  }

  /** Shows an item of the outbox as it stands now, or takes it away. */
  item(item) {
    const old = this.items.get(item.id);
    const fresh = item.state === "gone" ? null : pendingOf(item, () => this.does.retry(item));
    if (old && this.holdsFocus(old)) this.focus();
    if (fresh && old) old.replaceWith(fresh);
    else if (fresh) this.dots.before(fresh);
    else old?.remove();
    if (fresh) this.items.set(item.id, fresh);
    else this.items.delete(item.id);
    this.refresh();
    this.settle(!old || this.isFollowing());
  }

  typing(on) {
    const following = this.isFollowing();
    this.dots.hidden = !on;
    this.settle(following);
  }

  /** Quick replies under the newest message alone, and thumbs once under each answer of the guide's. */
  refresh() {
    const newest = this.items.size ? null : this.entries.at(-1);
    const first = this.entries.findIndex(({ who }) => who === "you");
    this.entries.forEach((entry, index) => {
      this.show(entry.element.querySelector(".replies"), entry === newest && entry.who !== "you");
      const answered = first >= 0 && index > first && this.entries[index + 1]?.who !== "guide";
      this.show(entry.element.querySelector(".feedback"), answered);
      entry.element.classList.toggle("joined", index > 0 && this.entries[index - 1].who === entry.who);
    });
  }

  show(element, on) {
    if (!element) return;
    if (!on && this.holdsFocus(element)) this.focus();
    element.hidden = !on;
  }

  /** Focus stays near when what held it goes, instead of falling back to the page. */
  focus() {
    this.scroll.focus({ preventScroll: true });
  }

  holdsFocus(element) {
    return element.contains(this.element.getRootNode().activeElement);
  }

  /** Whether the reader is where the list left them, or at its end. */
  isFollowing() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    return Math.abs(scrollTop - this.top) < NEAR || scrollHeight - clientHeight - scrollTop < NEAR;
  }

  settle(following) {
    if (following) this.jump();
    else this.newest.hidden = false;
  }

  /** To the end, but never past the last words of a person's: a long answer is read from its beginning. */
  jump() {
    const last = this.firstPending() ?? this.entries.findLast(({ who }) => who !== "guide")?.element;
    const end = this.scroll.scrollHeight - this.scroll.clientHeight;
    this.scroll.scrollTop = Math.min(end, last ? last.offsetTop - NEAR / 2 : end);
    this.top = this.scroll.scrollTop;
    this.newest.hidden = true;
  }
}

function dots() {
  return make("p", { class: "bubble" }, make("span"), make("span"), make("span"));
}
