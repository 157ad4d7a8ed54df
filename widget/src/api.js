// The chat API of the server that this script came from.

const PATIENCE = 20;

/** An answer other than the one hoped for. `retryAfter` is in seconds, 0 when none is named. */
export class Refusal extends Error {
  constructor(status, message, retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export class Api {
  constructor(base) {
    this.base = base;
    this.token = "";
  }

  async begin(city, language) {
    return (await this.call("POST", "conversations", { body: { city, language, consent: true } })).json();
  }

  async send(id, body) {
    return (await this.call("POST", "messages", { body: { id, ...body } })).json();
  }

  /** A file goes as it is. */
  async sendFile(id, file) {
    return (await this.call("POST", `files?id=${id}`, { body: file, patience: 2 * PATIENCE })).json();
  }

  async news(after, wait, signal) {
    const path = `messages?after=${after}&wait=${wait}`;
    return (await this.call("GET", path, { signal, patience: wait + PATIENCE })).json();
  }

  /** The open stream; whoever reads it ends it by the signal. */
  stream(after, signal) {
    return this.call("GET", "stream", { signal, headers: { "Last-Event-ID": String(after) } });
  }

  async about() {
    return (await this.call("GET", "me?format=text")).text();
  }

  /** A link that goes on with this chat in Telegram, once. */
  async telegram() {
    return (await this.call("POST", "me/telegram")).json();
  }

  async erase() {
    return (await this.call("DELETE", "me")).json();
  }

  judge(seq, value, reason) {
    return this.call("POST", `messages/${seq}/feedback`, { body: { value, ...(reason && { reason }) } });
  }

  /** Refusal when the answer is not a good one; TypeError or AbortError when there is none in time. */
  async call(method, path, { body, headers = {}, signal, patience = PATIENCE } = {}) {
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, patience * 1000);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    try {
      const response = await fetch(`${this.base}api/v1/${path}`, this.request(method, body, headers, limit.signal));
      return response.ok ? response : await refuse(response);
    } finally {
      clearTimeout(timer);
    }
  }

  request(method, body, headers, signal) {
    const all = { ...headers };
    if (this.token) all.Authorization = `Bearer ${this.token}`;
    const asIs = body instanceof Blob;
    if (body) all["Content-Type"] = asIs ? "application/octet-stream" : "application/json";
    // The token alone says who asks; cookies would only make two of one.
    const sent = asIs ? body : body && JSON.stringify(body);
    return { method, headers: all, body: sent, signal, cache: "no-store", credentials: "omit" };
  }
}

async function refuse(response) {
  const { error } = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get("Retry-After"));
  throw new Refusal(response.status, error?.message ?? "", Number.isFinite(seconds) ? seconds : 0);
}

/** A random UUID. crypto.randomUUID would need https, and this also serves a page on a local network. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
