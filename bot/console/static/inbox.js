// New conversations appear by themselves; a worry sounds once.

let heard = Number(sessionStorage.getItem("worried") ?? -1);

/** Two short tones, made here; a browser that was not touched yet keeps silent, and the list shows it anyway. */
function sound() {
  const context = new AudioContext();
  for (const [pitch, start] of [[660, 0], [880, 0.25]]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    volume.gain.value = 0.15;
    tone.frequency.value = pitch;
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + start);
    tone.stop(context.currentTime + start + 0.2);
  }
}

function alarm(worried) {
  if (worried > heard && heard >= 0) sound();
  heard = worried;
  sessionStorage.setItem("worried", worried);
}

/** Not while somebody ticks boxes or writes: the list waits until they are done. */
const idle = (list) => !list.querySelector("input:checked") && !list.contains(document.activeElement);

export function inbox() {
  const list = document.querySelector("#list");
  alarm(document.querySelectorAll(".need-3").length);
  const source = new EventSource("/console/live");
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
    const { need, worried } = JSON.parse(event.data);
    document.title = need ? `(${need}) Inbox · Waymark` : "Inbox · Waymark";
    alarm(worried);
    refresh();
  });
  document.addEventListener("focusout", () => setTimeout(() => waiting && refresh(), 200));
}
