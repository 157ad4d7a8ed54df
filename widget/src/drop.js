// A file let fall on the chat.

/** `take(file)` is told of the first file that is dropped on an element. Without this the browser would leave the page. */
export function takeDrops(element, take) {
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const mark = (on) => element.classList.toggle("dropping", on);
  element.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    mark(true);
  });
  element.addEventListener("dragleave", (event) => element.contains(event.relatedTarget) || mark(false));
  element.addEventListener("drop", (event) => {
    mark(false);
    if (!holds(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
}
