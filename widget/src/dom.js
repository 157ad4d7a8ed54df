// Elements, made so that nothing can become HTML: children are elements or plain text.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  chat: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z",
  close: "m6 6 12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  back: "M14 6l-6 6 6 6",
  send: "M4 12 20 4l-5 16-3.5-6.5L4 12Z",
  attach: "m20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700l-8.500 8.400a1.700 1.700 0 0 1-2.400-2.400l7.800-7.700",
  up: "M7 11v9H4v-9h3Zm0 0 4-8c1.500 0 2.500 1 2.500 2.500V9H19a2 2 0 0 1 2 2.300l-1.200 7A2 2 0 0 1 17.800 20H7",
  down: "M7 13V4H4v9h3Zm0 0 4 8c1.500 0 2.500-1 2.500-2.500V15H19a2 2 0 0 0 2-2.300l-1.200-7A2 2 0 0 0 17.800 4H7",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c0-4.400 3.600-7 8-7s8 2.600 8 7",
  sign: "M11 2v20M4 5h12l4 4-4 4H4V5Z",
};

/** An element. Attributes that are functions listen to the event they name; false and undefined ones are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** Words from elsewhere: text only, in a direction of their own, so that they cannot turn round what stands beside them. */
export function foreign(tag, name, text) {
  return make(tag, { class: name, dir: "auto" }, String(text ?? ""));
}

/** Words for screen readers alone. */
export function unseen(text, tag = "span") {
  return make(tag, { class: "unseen", dir: "auto" }, text);
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function button(name, click, ...children) {
  return make("button", { type: "button", class: name, click }, ...children);
}

/** A button whose action takes a while: pressed again meanwhile it does nothing. Disabled it would lose the focus. */
export function slowButton(name, action, ...children) {
  const made = button(name, press, ...children);
  async function press() {
    if (made.ariaDisabled === "true") return;
    made.ariaDisabled = "true";
    await action();
    made.ariaDisabled = "false";
  }
  return made;
}

/** Where trouble is told: it takes the focus, so that it is heard as well. */
export function notice() {
  return make("p", { class: "trouble", tabindex: "-1" });
}

export function tell(place, text) {
  place.textContent = text;
  place.focus();
}

/** What should be a list, as one: the server's word is not taken for it. */
export function listed(value) {
  return Array.isArray(value) ? value : [];
}

/** The address when it is one of the web's, else nothing. */
export function webAddress(value) {
  try {
    const { protocol, href } = new URL(String(value));
    return protocol === "https:" || protocol === "http:" ? href : "";
  } catch {
    return "";
  }
}
