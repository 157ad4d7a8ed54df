// Where the learner writes.

import { button, icon, make, unseen } from "./dom.js";
import { cleaned } from "./outbox.js";
import { words } from "./words.js";

const LIMIT = 1000;
const NEAR_LIMIT = 900;
/** What badges come as. */
const KINDS = ".json,.jsonld,.jwt,.txt,.png,.svg,.zip,application/json,application/zip,image/png,image/svg+xml";

export class Composer {
  constructor(send, sendFile) {
    this.send = send;
    this.sendFile = sendFile;
    this.field = make("textarea", {
      id: "write",
      rows: 1,
      maxlength: LIMIT,
      placeholder: words("write_here"),
      enterkeyhint: "send",
      "aria-describedby": "left",
      input: () => this.count(),
      keydown: (event) => this.key(event),
    });
    this.left = make("p", { id: "left", class: "left", hidden: true });
    const label = make("label", { for: "write", class: "unseen" }, words("write"));
    const submit = make("button", { class: "send", type: "submit" }, icon("send"), unseen(words("send")));
    this.files = make("input", { type: "file", accept: KINDS, hidden: true, change: () => this.chosen() });
    const attach = button("attach", () => this.files.click(), icon("attach"), unseen(words("attach")));
    const row = make("div", { class: "row" }, attach, this.files, this.field, submit);
    this.element = make("form", { class: "composer", submit: (event) => this.submit(event) }, label, this.left, row);
  }

  /** Puts words in for the learner to change or send. */
  fill(text) {
    this.field.value = text.slice(0, LIMIT);
    this.count();
  }

  /** Enter sends, Shift and Enter begin a line. An Enter that chooses a word in an input method does neither. */
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const text = cleaned(this.field.value);
    if (!text) return this.field.focus();
    this.fill("");
    this.send(text);
  }

  /** The same file may be chosen again, so the choice is let go of at once. */
  chosen() {
    const [file] = this.files.files;
    if (file) this.sendFile(file);
    this.files.value = "";
    this.field.focus();
  }

  count() {
    const { length } = this.field.value;
    this.field.rows = Math.min(4, this.field.value.split("\n").length);
    this.left.hidden = length < NEAR_LIMIT;
    this.left.textContent = words("left", { count: LIMIT - length });
  }
}
