// Keeps hearing from the server: a stream, or long polls where streams do not get through, again and again.

import { EventReader } from "./events.js";

const POLL = 25;
/** Messages in one answer at most. */
const PAGE = 100;
const FIRST_PAUSE = 0.5;
const LONGEST_PAUSE = 30;
/** A stream gives a sign of life every 15 seconds. */
const SILENCE = 40;
/** Some proxies hold a stream back: one that says nothing at first does not get through. */
const FIRST_SIGN = 8;
/** Streams that fail in a row before polls take over, and how long those have it. */
const FAILURES = 2;
const POLLING = 5 * 60 * 1000;

/** `ear` hears: messages(list, live), typing(on), adviser(state), up(), down(), refused(), and says `last`, a seq. */
export class Link {
  constructor(api, ear) {
    this.api = api;
    this.ear = ear;
    this.stopping = null;
    this.caughtUp = false;
    this.failures = 0;
    this.tries = 0;
    this.pollUntil = 0;
    this.wake = () => {};
  }

  start() {
    if (this.stopping) return;
    this.stopping = new AbortController();
    this.run(this.stopping.signal);
  }

  stop() {
    this.stopping?.abort();
    this.stopping = null;
    this.wake();
  }

  /** Tries again now: something says that the world has changed. */
  again() {
    if (!this.stopping) return;
    this.stop();
    this.tries = 0;
    this.start();
  }

  async run(signal) {
    while (!signal.aborted) {
      const pause = await this.once(signal).catch((error) => this.trouble(error, signal));
      if (!signal.aborted) await this.rest(pause);
    }
  }

  /** Hears until it ends; gives the seconds to pause before the next time. */
  async once(signal) {
    if (!this.caughtUp) await this.catchUp(signal);
    if (this.failures >= FAILURES) return this.poll(signal);
    this.failures += 1;
    await this.follow(signal);
    return FIRST_PAUSE;
  }

  trouble(error, signal) {
    if (signal.aborted) return 0;
    if (error.status === 401) {
      this.stop();
      this.ear.refused();
      return 0;
    }
    if (error.retryAfter) return error.retryAfter;
    this.ear.down();
    this.tries += 1;
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.tries - 1));
  }

  /** What was said before this page came, quietly. */
  async catchUp(signal) {
    let news;
    do {
      news = await this.api.news(this.ear.last, 0, signal);
      this.ear.messages(news.messages, false);
    } while (news.messages.length >= PAGE);
    this.ear.typing(news.typing);
    this.caughtUp = true;
    this.good();
  }

  async poll(signal) {
    if (!this.pollUntil) this.pollUntil = Date.now() + POLLING;
    try {
      // After trouble at once, so that the learner soon hears that it is over.
      const news = await this.api.news(this.ear.last, this.tries ? 0 : POLL, signal);
      this.ear.messages(news.messages, true);
      this.ear.typing(news.typing);
    } catch (error) {
      // Polls fail as well: then it was not the streaming.
      this.failures = 0;
      this.pollUntil = 0;
      throw error;
    }
    this.good();
    if (Date.now() > this.pollUntil) {
      this.failures = FAILURES - 1;
      this.pollUntil = 0;
    }
    return 0;
  }

  async follow(signal) {
    const limit = new AbortController();
    const stop = () => limit.abort();
    signal.addEventListener("abort", stop);
    let timer = setTimeout(stop, FIRST_SIGN * 1000);
    try {
      await this.read(await this.api.stream(this.ear.last, limit.signal), () => {
        clearTimeout(timer);
        timer = setTimeout(stop, SILENCE * 1000);
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      stop();
    }
  }

  async read(response, alive) {
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const events = new EventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      this.failures = 0;
      this.good();
      events.push(decoder.decode(value, { stream: true })).forEach((event) => this.hear(event));
    }
  }

  hear({ name, data }) {
    if (name === "message") this.ear.messages([data], true);
    if (name === "typing") this.ear.typing(data.typing);
    if (name === "adviser") this.ear.adviser(data.state);
  }

  good() {
    this.tries = 0;
    this.ear.up();
  }

  /** A pause of half to the whole of the time, so that many browsers do not come back at one stroke. */
  rest(seconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, seconds * 1000 * (0.5 + Math.random() / 2));
    });
  }
}
