// What the learner sends: one after the other, each with an id of its own, so that trying again never says it twice.

import { uuid } from "./api.js";
import { words } from "./words.js";

const ECHO_PAUSE = 2;
/** Bytes of a file. */
const LARGEST = 5_000_000;
/** Control characters mean nothing in a chat, and the server would drop them. */
const UNWANTED = /[^\P{Cc}\n\t]|\p{Cs}/gu;

export function cleaned(text) {
  return text.replace(UNWANTED, "").trim();
}

/** `owner` is told changed(item) and refused(), and asked has(seq). States: queued, sending, waiting, failed, sent, gone. */
export class Outbox {
  constructor(api, shelf, owner) {
    this.api = api;
    this.shelf = shelf;
    this.owner = owner;
    this.items = [];
    this.busy = false;
  }

  /** Puts back what an earlier page did not get rid of. */
  restore() {
    for (const { id, text, body, state } of this.shelf.get("unsent") ?? []) {
      this.items.push({ id, text, body, state: state === "failed" ? "failed" : "queued" });
    }
    this.items.forEach((item) => this.owner.changed(item));
    this.run();
  }

  /** Sends a text, or a button's token with its title as the text to show. */
  add(text, body) {
    this.change({ id: uuid(), text, body, state: "queued" }, (item) => this.items.push(item));
    this.run();
  }

  /** Sends a file that may be a badge. It cannot be put back after a reload, as words can. */
  addFile(file) {
    const item = { id: uuid(), text: words("file_sent"), file, state: "queued" };
    const large = file.size > LARGEST;
    if (large) Object.assign(item, { state: "failed", note: words("file_large") });
    this.change(item, () => this.items.push(item));
    this.run();
  }

  retry(item) {
    this.change(item, () => (item.state = "queued"));
    this.run();
  }

  clear() {
    this.items = [];
    this.shelf.remove("unsent");
  }

  /** A message of the learner's came back from the server, perhaps before the answer to its sending. */
  heard({ seq, text }) {
    const item = this.items.find((one) => one.seq === seq) ?? this.items.find((one) => !one.seq && one.text === text);
    if (!item) return;
    if (item.seq === seq) return this.drop(item);
    // It looks like this one, so it is not shown twice. The sending goes on until its answer says so: by its id it is harmless.
    this.change(item, () => (item.echoed = true));
    if (item.state === "failed") this.retry(item);
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    for (let item; (item = this.items.find((one) => one.state === "queued")); ) await this.send(item);
    this.busy = false;
  }

  async send(item) {
    this.change(item, () => (item.state = "sending"));
    const sending = item.file ? this.api.sendFile(item.id, item.file) : this.api.send(item.id, item.body);
    const settle = await sending.then(
      ({ seq }) => () => this.accepted(item, seq),
      (error) => () => this.failed(item, error),
    );
    // The conversation may have ended meanwhile.
    if (this.items.includes(item)) await settle();
  }

  accepted(item, seq) {
    if (this.owner.has(seq)) return this.drop(item);
    this.change(item, () => Object.assign(item, { seq, state: "sent", echoed: false }));
  }

  async failed(item, error) {
    if (error.status === 401) return this.owner.refused();
    // The guide itself says that the button is an old one.
    if (error.status === 409) return this.drop(item);
    if (error.status === 429) return this.wait(item, error.retryAfter || 1);
    // It is on the screen already, so it is sent again quietly until the answer says so.
    if (item.echoed) return this.wait(item, ECHO_PAUSE);
    // What the server says of a message that it will not take is worth reading; of its own troubles, not.
    const note = error.status < 500 ? error.message : "";
    this.change(item, () => Object.assign(item, { state: "failed", note }));
  }

  async wait(item, seconds) {
    this.change(item, () => (item.state = "waiting"));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    if (this.items.includes(item)) item.state = "queued";
  }

  drop(item) {
    this.change(item, () => {
      item.state = "gone";
      this.items = this.items.filter((one) => one !== item);
    });
  }

  change(item, action) {
    action(item);
    const unsent = this.items.filter((one) => one.state !== "sent" && !one.file);
    this.shelf.set("unsent", unsent.map(({ id, text, body, state }) => ({ id, text, body, state })));
    this.owner.changed(item);
  }
}
