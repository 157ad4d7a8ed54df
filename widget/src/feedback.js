// A quiet thumb up or down under what the guide said, and a reason for those who want to give one.

import { icon, make, tell, unseen } from "./dom.js";
import { words } from "./words.js";

const REASON_LIMIT = 500;

/** `judge(value, reason)` sends it and gives a promise. */
export function feedback(judge) {
  const more = make("div", { class: "reason" });
  const thumbs = ["up", "down"].map((value) => thumb(value, () => choose(value)));
  const choose = async (value) => {
    thumbs.forEach((one) => one.setAttribute("aria-pressed", String(one.value === value)));
    more.replaceChildren(value === "down" ? reasonForm((reason) => send("down", reason)) : "");
    if (!(await sent(judge(value)))) reset();
  };
  const send = async (value, reason) => {
    const told = await sent(judge(value, reason));
    say(told ? "thanks" : "failed");
  };
  const reset = () => {
    thumbs.forEach((one) => one.setAttribute("aria-pressed", "false"));
    say("failed");
  };
  const say = (key) => {
    const line = make("p", { tabindex: "-1" });
    more.replaceChildren(line);
    tell(line, words(key));
  };
  return make("div", { class: "feedback" }, make("div", { class: "thumbs" }, ...thumbs), more);
}

function sent(promise) {
  return promise.then(
    () => true,
    () => false,
  );
}

function thumb(value, click) {
  const attributes = { type: "button", class: "thumb", value, "aria-pressed": "false", click };
  return make("button", attributes, icon(value), unseen(words(value)));
}

function reasonForm(send) {
  const field = make("input", { type: "text", maxlength: REASON_LIMIT, autocomplete: "off" });
  const submit = (event) => {
    event.preventDefault();
    if (field.value.trim()) send(field.value.trim());
  };
  const label = make("label", {}, words("reason"), field);
  return make("form", { submit }, label, make("button", { class: "chip" }, words("reason_send")));
}
