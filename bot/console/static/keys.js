// j k next and previous, Enter opens, r reply, n note, e resolve, / search, ? help. In the inbox r, n and e are about the
// conversation that is chosen there.

const busy = (element) => element.closest?.("input:not([type=checkbox]), textarea, select, dialog[open]");

function move(step) {
  const all = [...document.querySelectorAll(".entry, .lines > .line")];
  const at = all.findIndex((one) => one.classList.contains("current"));
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  if (!next) return;
  all[at]?.classList.remove("current");
  next.classList.add("current");
  const link = next.querySelector("a, summary") ?? next;
  if (link === next) next.tabIndex = -1;
  link.focus();
  next.scrollIntoView({ block: "nearest" });
}

function go(selector) {
  const found = document.querySelector(selector);
  found?.scrollIntoView({ block: "center" });
  found?.focus();
  return Boolean(found);
}

const chosen = () => document.querySelector(".entry.current");

/** Opens the chosen conversation at a place of its page. */
function open(place) {
  const link = chosen()?.querySelector("a");
  if (link) location.assign(`${link.pathname}${place}`);
}

/** Resolves the chosen conversation by the inbox's own form, which says what happens. */
function resolve() {
  const box = chosen()?.querySelector("input[name=id]");
  const form = document.querySelector("#many");
  if (!box || !form) return;
  form.querySelectorAll("input[type=checkbox]").forEach((one) => (one.checked = one === box));
  form.elements.do.value = "resolve";
  form.requestSubmit();
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  r: () => go("#text") || go("#take") || open("#write"),
  n: () => go("#note") || open("#note"),
  e: () => {
    const form = document.querySelector("#outcome");
    if (!form) return resolve();
    form.elements.outcome.value = "done";
    form.requestSubmit();
  },
  "/": () => {
    if (!go("#search")) location.assign("/console/search");
  },
  "?": () => document.querySelector("#help")?.showModal(),
};

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || busy(event.target)) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
