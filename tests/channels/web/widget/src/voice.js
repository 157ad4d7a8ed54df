import { greeting } from "./words.js";

export function loud(text = greeting) {
  return text.toUpperCase();
}

export const quiet = (text) => text;
