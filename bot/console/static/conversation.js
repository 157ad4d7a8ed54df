// One conversation: new bubbles, what has arrived, who else is here, a draft that is kept, canned answers.
import { alarm } from "./alarm.js";

const EVERY = 20000;
const AFTER_TYPING = 1200;

function post(path, fields) {
  const body = new URLSearchParams({ csrf: document.body.dataset.csrf, ...fields });
  return fetch(path, { method: "POST", body });
}

/** Whether the newest bubble is in sight: whoever reads further up is left there. */
function atEnd(lines) {
  const last = lines.lastElementChild;
  return !last || last.getBoundingClientRect().top < innerHeight;
}

/** Nothing that was said is hidden behind the panel to write in; without a place in the address one begins at the end. */
function makeRoom(lines) {
  const panel = document.querySelector("#write");
  const measure = () => {
    const covers = getComputedStyle(panel).position === "sticky" ? panel.offsetHeight : 0;
    document.documentElement.style.setProperty("--write", `${covers}px`);
  };
  measure();
  new ResizeObserver(measure).observe(panel);
  const asked = location.hash !== "#write" && document.getElementById(location.hash.slice(1));
  (asked || lines.lastElementChild)?.scrollIntoView({ block: asked ? "start" : "nearest" });
}

/** Shows what is new. The server made the bubble and escaped what is in it. */
function follow(base, lines) {
  const source = new EventSource(`${base}/live?after=${document.body.dataset.after}`);
  alarm(source);
  source.addEventListener("arrived", (event) => {
    const { seq, at } = JSON.parse(event.data);
    for (const one of lines.querySelectorAll(".arrival:not(.known)")) {
      if (Number(one.dataset.seq) > seq) continue;
      one.classList.add("known");
      one.textContent = `Arrived ${at}`;
    }
  });
  source.addEventListener("line", (event) => {
    const { seq, from, html } = JSON.parse(event.data);
    if (document.getElementById(`m${seq}`)) return;
    const follows = atEnd(lines);
    lines.insertAdjacentHTML("beforeend", html);
    document.body.dataset.after = seq;
    const line = lines.lastElementChild;
    if (follows) line.scrollIntoView({ block: "nearest" });
    if (from !== "guide") document.querySelector("#news").textContent = line.querySelector(".words")?.textContent ?? "";
  });
  source.addEventListener("state", (event) => {
    const { handling, holder, others } = JSON.parse(event.data);
    document.querySelector("#others").textContent = others.join(", ");
    document.querySelector("#moved").hidden = `${handling} ${holder}` === document.body.dataset.state;
  });
}

function keepDraft(base, text) {
  const said = document.querySelector("#kept");
  let timer = 0;
  let kept = text.value;
  const keep = async () => {
    if (text.value === kept) return;
    kept = text.value;
    const answer = await post(`${base}/here`, { draft: kept });
    said.textContent = answer.ok ? "Draft kept" : "The draft could not be kept";
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER_TYPING);
  });
}

/** Sends without leaving the page; what could not be sent stays where it was written. */
function sendHere(base, form, text) {
  const said = document.querySelector("#kept");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.querySelector("button").disabled) return;
    form.querySelector("button").disabled = true;
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true" } }).catch(() => null);
    form.querySelector("button").disabled = false;
    if (!answer?.ok) {
      said.textContent = answer?.status === 409 ? "Not sent: it is no longer yours. Load the page again." : "Not sent. Try again.";
      return;
    }
    text.value = "";
    form.elements.key.value = crypto.randomUUID?.() ?? String(Math.random());
    document.querySelectorAll("input[name=card]:checked").forEach((box) => (box.checked = false));
    said.textContent = "Sent";
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

export function conversation() {
  const base = `/console/conversations/${document.body.dataset.conversation}`;
  const text = document.querySelector("#text");
  const form = document.querySelector("#say");
  const lines = document.querySelector("#lines");
  makeRoom(lines);
  follow(base, lines);
  const here = () => document.visibilityState === "visible" && post(`${base}/here`, {});
  here();
  setInterval(here, EVERY);
  if (!form) return;
  keepDraft(base, text);
  sendHere(base, form, text);
  document.querySelector("#canned")?.addEventListener("change", ({ target }) => {
    if (target.value) text.setRangeText(target.value, text.selectionStart, text.selectionEnd, "end");
    target.value = "";
    text.dispatchEvent(new Event("input"));
    text.focus();
  });
}
