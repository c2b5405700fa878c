// What every page does: requests carry the token of the session, keys work, focus is kept.
import { startKeys } from "./keys.js";

const token = document.querySelector('meta[name="csrf"]')?.content ?? "";

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRF-Token"] = token;
});

// A part of the page that is swapped says where the reader goes on: the first element in it with
// `data-focus` takes the focus.
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  if (!(target instanceof Element)) return;
  const next = (target.isConnected ? target : document).querySelector("[data-focus]");
  if (next) {
    next.removeAttribute("data-focus");
    next.focus();
  }
});

document.addEventListener("htmx:error", () => {
  const message = document.createElement("p");
  message.className = "message error";
  message.textContent = document.body.dataset.textUnreached;
  document.getElementById("messages").replaceChildren(message);
});

startKeys();
