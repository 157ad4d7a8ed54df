// Cards: one suggestion each, whatever its kind.

import { button, foreign, listed, make, unseen, webAddress } from "./dom.js";
import { kindOf, words } from "./words.js";

const SERVER = new URL(".", document.currentScript.src).href;

/** A card as an element; `press(button)` is called with the card's button that was pressed. */
export function cardOf(card, press) {
  const actions = [link(card), ...listed(card.buttons).map((one) => action(card, one, press))].filter(Boolean);
  return make(
    "article",
    { class: "card" },
    picture(card.image),
    kindOf(card.kind) ? make("p", { class: "kind" }, kindOf(card.kind)) : null,
    foreign("h3", "name", card.title),
    card.subtitle ? foreign("p", "subtitle", card.subtitle) : null,
    facts(listed(card.facts)),
    card.why ? why(card.why) : null,
    earns(listed(card.earns)),
    actions.length ? make("div", { class: "actions" }, ...actions) : null,
  );
}

/** Nothing that tells another site who looks: the server's own pictures, and those that stand in the card. */
function picture(source) {
  const address = String(source ?? "");
  if (!address.startsWith("data:image/png;base64,") && !address.startsWith(SERVER)) return null;
  return make("img", { class: "picture", src: address, alt: "", width: 64, height: 64, loading: "lazy" });
}

function facts(list) {
  const pairs = list.map(({ name, value }) => make("div", {}, foreign("dt", "", name), foreign("dd", "", value)));
  return pairs.length ? make("dl", {}, ...pairs) : null;
}

function why(text) {
  return make("p", { class: "why" }, make("strong", {}, words("why")), " ", foreign("bdi", "", text));
}

function earns(list) {
  if (!list.length) return null;
  const badges = list.map(({ name }) => String(name ?? "")).join(", ");
  return foreign("p", "earns", words(list.length === 1 ? "earns_one" : "earns", { badges }));
}

function link({ link: address, title }) {
  const href = webAddress(address);
  if (!href) return null;
  const attributes = { href, class: "link", target: "_blank", rel: "noopener noreferrer" };
  return make("a", attributes, words("more"), " ", unseen(words("more_about", { title })));
}

function action(card, one, press) {
  const title = unseen(words("about", { title: card.title }));
  return button("chip", () => press(one), foreign("span", "", one.title), " ", title);
}
