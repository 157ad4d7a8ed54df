// New conversations appear by themselves.
import { alarm } from "./alarm.js";

/** Not while somebody ticks boxes or writes: the list waits until they are done. */
const idle = (list) => !list.querySelector("input:checked") && !list.contains(document.activeElement);

export function inbox() {
  const list = document.querySelector("#list");
  if (matchMedia("(max-width: 40rem)").matches) document.querySelector("#filters").open = false;
  const source = new EventSource("/console/live");
  alarm(source);
  let waiting = false;
  const refresh = () => {
    if (idle(list)) {
      waiting = false;
      window.htmx.trigger(list, "news");
    } else {
      waiting = true;
    }
  };
  source.addEventListener("inbox", (event) => {
    const { need } = JSON.parse(event.data);
    document.title = need ? `(${need}) Inbox · Waymark` : "Inbox · Waymark";
    refresh();
  });
  document.addEventListener("focusout", () => setTimeout(() => waiting && refresh(), 200));
}
