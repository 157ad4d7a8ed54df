// A worry sounds once in each tab, on whatever page of the console it is.

/** Two short tones, made here; a browser that was not touched yet sounds with the first touch. */
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
  const wake = () => context.resume();
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, wake, { once: true });
}

/** Listens on a stream for the number of the newest open worry. */
export function alarm(source) {
  source.addEventListener("worry", (event) => {
    const { newest } = JSON.parse(event.data);
    const heard = sessionStorage.getItem("worry");
    if (heard !== null && newest > Number(heard)) sound();
    if (heard === null || newest > Number(heard)) sessionStorage.setItem("worry", newest);
  });
}
