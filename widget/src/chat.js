// One learner's conversation: begun with consent, taken up again after a reload, ended when its token is.

import { Link } from "./link.js";
import { Outbox } from "./outbox.js";

const TOKEN = "conversation";

/** `view` shows: consent(), chat(), messages(list, live), item(item), typing(on), adviser(state), offline(on), ended(how). */
export class Chat {
  constructor({ api, city, language, kept, passing, view }) {
    Object.assign(this, { api, city, language, kept, view });
    this.outbox = new Outbox(api, passing, this);
    this.link = new Link(api, this);
    this.forget();
  }

  get isOpen() {
    return this.api.token !== "";
  }

  /** Goes on where the browser was, or asks for consent. */
  start() {
    const token = this.kept.get(TOKEN)?.token;
    this.awaits = !token;
    if (token) this.resume(token);
    else this.view.consent();
  }

  /** Begins with the learner's consent, unless another tab has meanwhile. */
  async begin() {
    if (this.kept.get(TOKEN)) return this.start();
    const { token, expires, messages } = await this.api.begin(this.city, this.language);
    this.kept.set(TOKEN, { token, expires });
    this.enter(token, true);
    this.messages(messages, true);
    this.link.start();
  }

  resume(token) {
    this.enter(token, false);
    this.outbox.restore();
    this.link.start();
  }

  enter(token, caughtUp) {
    this.forget();
    this.api.token = token;
    this.link.caughtUp = caughtUp;
    this.view.chat();
  }

  /** Another tab has begun or ended. */
  elsewhere() {
    const token = this.kept.read(TOKEN)?.token;
    // Whether it was deleted or only forgotten by the browser, the server knows.
    if (!token && this.isOpen) this.link.again();
    if (token && !this.isOpen && this.awaits) this.resume(token);
  }

  send(text, body) {
    this.outbox.add(text, body);
  }

  sendFile(file) {
    this.outbox.addFile(file);
  }

  async erase() {
    this.link.stop();
    try {
      const receipt = await this.api.erase();
      this.leave();
      return receipt;
    } catch (error) {
      this.link.start();
      throw error;
    }
  }

  /** Ends here; `how` is `ended` or `deleted`. */
  end(how) {
    if (!this.isOpen) return;
    this.leave();
    this.view.ended(how);
  }

  leave() {
    this.link.stop();
    this.outbox.clear();
    if (this.kept.get(TOKEN)?.token === this.api.token) this.kept.remove(TOKEN);
    this.api.token = "";
  }

  forget() {
    this.seen = new Set();
    this.last = 0;
  }

  // What the link hears.

  messages(list, live) {
    const fresh = list.filter(({ seq }) => !this.seen.has(seq) && this.seen.add(seq));
    this.last = Math.max(this.last, ...fresh.map(({ seq }) => seq));
    this.view.messages(fresh, live);
    fresh.filter(({ from }) => from === "you").forEach((message) => this.outbox.heard(message));
  }

  typing(on) {
    this.view.typing(on);
  }

  adviser(state) {
    if (state === "erased") this.end("deleted");
    else this.view.adviser(state);
  }

  up() {
    this.view.offline(false);
  }

  down() {
    this.view.offline(true);
  }

  refused() {
    this.end("ended");
  }

  // What the outbox says and asks.

  changed(item) {
    this.view.item(item);
  }

  has(seq) {
    return this.seen.has(seq);
  }
}
