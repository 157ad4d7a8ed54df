import { greeting } from "./words.js";
import {
  loud,
  quiet,
} from "./voice.js";

console.log(loud(greeting), quiet(greeting));
