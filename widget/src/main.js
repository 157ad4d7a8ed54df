// Waymark's chat for any page: <script src="https://…/widget.js" data-city="…" data-language="…" data-open></script>
// A click on anything with data-waymark-ask="some words" opens the chat with those words to send.

import { Api } from "./api.js";
import { Chat } from "./chat.js";
import { make } from "./dom.js";
import { Shelf } from "./shelf.js";
import { dress, fitTo } from "./styles.js";
import { View } from "./view.js";
import { speak } from "./words.js";

const NAME = "waymark-chat";
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
/** A tab that is out of sight for so long lets go of its stream: browsers open few connections to one server. */
const OUT_OF_SIGHT = 30_000;

function begin({ src, dataset }) {
  if (!dataset.city) return console.error("Waymark: the script tag needs data-city.");
  if (document.querySelector(NAME)) return;
  const language = tagOf(dataset.language || navigator.language);
  const host = make(NAME);
  const spoken = speak(language);
  const passing = new Shelf(() => sessionStorage, `waymark:${dataset.city}`);
  const kept = new Shelf(() => localStorage, `waymark:${dataset.city}`);
  const view = new View();
  const chat = new Chat({ api: new Api(new URL(".", src).href), city: dataset.city, language, kept, passing, view });
  view.attach(chat);
  view.panel.element.lang = spoken;
  dress(host.attachShadow({ mode: "open" }), view.panel.element);
  document.body.append(host);
  chat.start();
  if (passing.get("open") ?? "open" in dataset) view.panel.open(false);
  watch(chat, view, kept);
  addEventListener("pagehide", () => (chat.isOpen ? passing.set("open", view.panel.isOpen) : passing.remove("open")));
}

function tagOf(language) {
  return TAG.test(language) && language.length <= 16 ? language : "en";
}

/** What happens around the chat: other tabs, the network, the page and the keyboard on a phone. */
function watch(chat, view, kept) {
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(kept.prefix)) && chat.elsewhere());
  addEventListener("online", () => chat.isOpen && chat.link.again());
  addEventListener("offline", () => chat.isOpen && chat.link.again());
  addEventListener("pagehide", () => chat.link.stop());
  addEventListener("pageshow", ({ persisted }) => persisted && chat.isOpen && chat.link.start());
  document.addEventListener("click", ({ target }) => {
    const asked = target.closest?.("[data-waymark-ask]");
    if (asked) view.ask(asked.dataset.waymarkAsk);
  });
  watchSight(chat);
  window.visualViewport?.addEventListener("resize", () => fitTo(window.visualViewport));
}

function watchSight(chat) {
  let timer = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => chat.link.stop(), OUT_OF_SIGHT);
    else if (chat.isOpen) chat.link.start();
  });
}

const script = document.currentScript;
if (document.body) begin(script);
else addEventListener("DOMContentLoaded", () => begin(script));
