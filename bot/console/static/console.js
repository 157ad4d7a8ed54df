// What makes the console quicker to use. Every page works without it.
import { keys } from "./keys.js";
import { inbox } from "./inbox.js";
import { conversation } from "./conversation.js";
import { alarm } from "./alarm.js";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf;
});
keys();
const pages = { inbox, conversation };
const page = pages[document.body.dataset.page];
if (page) page();
else if ("reader" in document.body.dataset) alarm(new EventSource("/console/live"));
