// Shows a chat in the panel.

import { Composer } from "./composer.js";
import { takeDrops } from "./drop.js";
import { Log } from "./log.js";
import { spoken } from "./message.js";
import { Panel } from "./panel.js";
import { aboutSheet, consentSheet, dataSheet, deletedSheet, deleteSheet, endedNote, telegramSheet } from "./sheets.js";
import { words } from "./words.js";

/** Milliseconds. */
const DOUBLE = 500;

export class View {
  constructor() {
    this.panel = new Panel(this.menu(), () => this.log?.jump());
    this.pressed = -DOUBLE;
    this.composer = new Composer((text) => this.owner.send(text, { text }), (file) => this.owner.sendFile(file));
    takeDrops(this.panel.body, (file) => this.composer.element.isConnected && this.owner.sendFile(file));
  }

  /** `owner` is the chat that is shown. */
  attach(owner) {
    this.owner = owner;
  }

  menu() {
    return [
      [words("my_data"), () => this.panel.show(dataSheet(this.owner.api.about(), () => this.back()))],
      [words("delete"), () => this.askToDelete()],
      [words("person"), () => this.person()],
      // A constant that the server puts before these modules.
      ...(TELEGRAM ? [[words("telegram"), () => this.panel.show(telegramSheet(this.owner.api.telegram(), () => this.back()))]] : []),
      [words("privacy"), () => this.panel.show(aboutSheet(() => this.back()))],
    ];
  }

  askToDelete() {
    const erase = () => this.owner.erase();
    this.panel.show(deleteSheet(erase, (receipt) => this.gone(receipt), () => this.back()));
  }

  back() {
    this.panel.show(this.log.element, this.foot);
    this.log.jump();
  }

  /** The second half of a double click would land on what has moved under it, so it counts for nothing. */
  press({ token, title }) {
    const now = performance.now();
    if (now - this.pressed < DOUBLE) return;
    this.pressed = now;
    this.owner.send(String(title), { button: token });
  }

  person() {
    this.back();
    this.owner.send(words("person"), { text: words("person") });
  }

  gone(receipt) {
    this.panel.offerMenu(false);
    this.adviser("guide");
    this.panel.show(deletedSheet(receipt, () => this.owner.start()));
  }

  ask(text) {
    this.composer.fill(text);
    this.panel.open();
  }

  // What the chat says.

  consent() {
    this.panel.offerMenu(false);
    this.panel.show(consentSheet(() => this.owner.begin()));
  }

  chat() {
    this.log = new Log({
      press: (one) => this.press(one),
      judge: (seq, value, reason) => this.owner.api.judge(seq, value, reason),
      retry: (item) => this.owner.outbox.retry(item),
    });
    this.foot = this.composer.element;
    this.panel.offerMenu(true);
    this.adviser("guide");
    this.panel.show(this.log.element, this.foot);
  }

  messages(list, live) {
    if (!list.length) return;
    this.log.add(list);
    if (!live) return;
    const heard = list.filter(({ from }) => from !== "you");
    heard.forEach((message) => this.panel.announce(spoken(message)));
    this.panel.missed(heard.length);
  }

  item(item) {
    this.log.item(item);
    if (item.state === "failed") this.panel.announce(words("not_sent"));
  }

  typing(on) {
    this.log.typing(on);
  }

  adviser(state) {
    this.panel.status.textContent = words({ queued: "status_queued", adviser: "status_adviser" }[state] ?? "status_guide");
  }

  offline(on) {
    this.panel.offline(on);
    if (on) this.typing(false);
  }

  ended(how) {
    this.typing(false);
    this.adviser("guide");
    this.foot = endedNote(how, () => this.owner.start());
    this.panel.offerMenu(false);
    this.panel.offline(false);
    this.panel.announce(words(how === "deleted" ? "ended_deleted" : "ended"));
    this.back();
  }
}
