// What the panel shows beside the chat: consent, the learner's data, deleting it, about, and the end.

import { button, foreign, icon, make, notice, slowButton, tell } from "./dom.js";
import { heldName, words } from "./words.js";

/** A sheet with a heading that takes the focus, and a way back unless `back` is left out. */
export function sheet(title, back, ...parts) {
  const heading = make("h3", { tabindex: "-1" }, title);
  const way = back ? button("way-back", back, icon("back"), words("back")) : null;
  return make("div", { class: "sheet" }, way, heading, ...parts);
}

function paragraphs(...keys) {
  return keys.map((key) => make("p", {}, words(key)));
}

/** What is kept, who reads it, how it ends; nothing is sent before `agree`, whose promise fails with what went wrong. */
export function consentSheet(agree) {
  const trouble = notice();
  const begin = () => agree().catch((error) => tell(trouble, beginTrouble(error)));
  const yes = slowButton("main", begin, words("consent_yes"));
  const points = ["consent_kept", "consent_who", "consent_delete", "consent_age"].map((key) => make("li", {}, words(key)));
  return sheet(words("consent_title"), null, ...paragraphs("consent_what"), make("ul", {}, ...points), trouble, yes);
}

function beginTrouble({ retryAfter, message, status }) {
  if (status === 429) return words("consent_busy", { seconds: retryAfter || 1 });
  return status && message ? message : words("consent_failed");
}

/** `text` is a promise of all that is held. */
export function dataSheet(text, back) {
  const shown = make("div", { class: "held" }, ...paragraphs("loading"));
  text.then(
    (held) => shown.replaceChildren(button("main", () => save(held), words("my_data_save")), foreignBlock(held)),
    () => shown.replaceChildren(...paragraphs("failed")),
  );
  return sheet(words("my_data"), back, ...paragraphs("my_data_what"), shown);
}

function foreignBlock(text) {
  const block = foreign("pre", "", text);
  block.tabIndex = 0;
  block.setAttribute("role", "group");
  block.setAttribute("aria-label", words("my_data"));
  return block;
}

function save(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  make("a", { href: address, download: words("my_data_file") }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** `link` is a promise of {link, seconds}. */
export function telegramSheet(link, back) {
  const shown = make("div", {}, ...paragraphs("loading"));
  link.then(
    ({ link, seconds }) => {
      const way = make("a", { class: "main", href: link, target: "_blank", rel: "noopener noreferrer" }, words("telegram_open"));
      shown.replaceChildren(make("p", {}, words("telegram_what", { minutes: Math.floor(seconds / 60) })), way);
    },
    () => shown.replaceChildren(...paragraphs("failed")),
  );
  return sheet(words("telegram"), back, shown);
}

/** Asks once; `erase` gives a promise of the receipt, `gone` takes it. */
export function deleteSheet(erase, gone, back) {
  const trouble = notice();
  const remove = () => erase().then(gone, () => tell(trouble, words("failed")));
  const yes = slowButton("main danger", remove, words("delete_yes"));
  const no = button("chip", back, words("delete_no"));
  return sheet(words("delete"), back, ...paragraphs("delete_sure"), trouble, make("div", { class: "actions" }, yes, no));
}

export function deletedSheet(receipt, again) {
  const lines = receiptLines(receipt).map(([name, value]) => make("div", {}, foreign("dt", "", name), foreign("dd", "", value)));
  const more = button("main", again, words("again"));
  return sheet(words("deleted"), null, ...paragraphs("deleted_what"), make("dl", { class: "receipt" }, ...lines), more);
}

/** Names and values of a receipt, whatever it holds; what there was none of is left out. */
function receiptLines(receipt) {
  return Object.entries(receipt).flatMap(([name, value]) => {
    if (value && typeof value === "object") return receiptLines(value);
    if (value === 0) return [];
    if (name === "erased") return [[words("deleted_at"), new Date(value).toLocaleString()]];
    return [[heldName(name), String(value)]];
  });
}

export function aboutSheet(back) {
  const keys = ["consent_what", "consent_kept", "consent_who", "consent_delete", "consent_age", "privacy_ask"];
  return sheet(words("privacy"), back, ...paragraphs(...keys));
}

/** Instead of the composer, when there is no conversation any more. */
export function endedNote(how, again) {
  const text = words(how === "deleted" ? "ended_deleted" : "ended");
  return make("div", { class: "ended" }, make("p", {}, text), button("main", again, words("again")));
}
