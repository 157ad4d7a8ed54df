import { greeting } from "./words.js";

// Raises the voice.
/** In capitals. */
export function loud(text = greeting) {
  return text.toUpperCase();
}

export const quiet = (text) => text;
