// Bubbles: what was said, and what is on its way.

import { cardOf } from "./card.js";
import { button, foreign, icon, listed, make, unseen } from "./dom.js";
import { feedback } from "./feedback.js";
import { words } from "./words.js";

const SPEAKERS = ["you", "guide", "adviser"];

/** Who said it, as one of the three that are known. */
export function speakerOf({ from }) {
  return SPEAKERS.includes(from) ? from : "guide";
}

/** A message as a list item; `press` takes a button, `judge` a message's seq, a value and a reason. */
export function messageOf(message, press, judge) {
  const who = speakerOf(message);
  const cards = listed(message.cards).map((card) => cardOf(card, press));
  return make(
    "li",
    { class: `message ${who}` },
    speaker(who),
    message.text ? foreign("p", "bubble", message.text) : null,
    cards.length ? make("div", { class: "cards" }, ...cards) : null,
    time(message.at),
    replies(listed(message.buttons), press),
    who === "guide" ? feedback((value, reason) => judge(message.seq, value, reason)) : null,
  );
}

/** A message that the server has not confirmed, as a list item; `retry` sends it again. */
export function pendingOf(item, retry) {
  return make(
    "li",
    { class: `message you ${item.state}`, hidden: Boolean(item.echoed) },
    speaker("you"),
    foreign("p", "bubble", item.text),
    state(item, retry),
  );
}

/** What a screen reader is told of a message that has just come. */
export function spoken(message) {
  const who = words(speakerOf(message));
  const count = listed(message.cards).length;
  const suggestions = count ? words(count === 1 ? "suggestions_one" : "suggestions", { count }) : "";
  return [words("said", { who, text: message.text ?? "" }).trim(), suggestions].filter(Boolean).join(" ");
}

function speaker(who) {
  const mark = { guide: "sign", adviser: "person" }[who];
  return make("p", { class: "who" }, mark ? icon(mark) : null, words(who));
}

function time(at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  const read = date.toLocaleString(undefined, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  return make("time", { class: "unseen", datetime: date.toISOString() }, read);
}

function replies(buttons, press) {
  if (!buttons.length) return null;
  const chips = buttons.map((one) => button("chip", () => press(one), foreign("span", "", one.title)));
  return make("div", { class: "replies" }, ...chips);
}

function state({ state: now, note }, retry) {
  if (now === "failed") {
    const failed = note ? foreign("span", "", note) : words("not_sent");
    return make("p", { class: "state" }, failed, " ", button("retry", retry, words("try_again")));
  }
  if (now === "waiting") return make("p", { class: "state" }, words("waiting"));
  return now === "sent" ? null : make("p", { class: "state unseen" }, words("sending"));
}
