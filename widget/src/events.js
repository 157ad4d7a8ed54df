// Server-sent events out of a stream of text (HTML standard, "Server-sent events", "Interpreting an event stream").
// EventSource cannot send the bearer header, so the widget reads them itself.

export class EventReader {
  constructor() {
    this.rest = "";
    this.name = "";
    this.data = [];
  }

  /** The events that this piece completes, each `{name, data}` with its JSON read. */
  push(piece) {
    const lines = (this.rest + piece).split(/\r?\n/);
    this.rest = lines.pop();
    return lines.map((line) => this.line(line)).filter(Boolean);
  }

  line(line) {
    if (line === "") return this.dispatch();
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "event") this.name = value;
    if (field === "data") this.data.push(value);
    return null;
  }

  dispatch() {
    const event = this.data.length ? { name: this.name, data: JSON.parse(this.data.join("\n")) } : null;
    this.name = "";
    this.data = [];
    return event;
  }
}
