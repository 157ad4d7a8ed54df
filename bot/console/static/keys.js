// j k next and previous, Enter opens, r reply, n note, e resolve, / search, ? help.

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

const actions = {
  j: () => move(1),
  k: () => move(-1),
  r: () => go("#text") || go("#take"),
  n: () => go("#note"),
  e: () => {
    const form = document.querySelector("#outcome");
    if (!form) return;
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
