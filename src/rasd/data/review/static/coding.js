// The form of an item of a round: its pickers work from the start, and what is no incident has no
// values.
import { startDates } from "./dates.js";
import { startPointMap } from "./pointmap.js";

const form = document.getElementById("answer");

function show() {
  const none = form.querySelector('input[name="incident"][value="no"]').checked;
  document.getElementById("answer-values").hidden = none;
}

if (form) {
  startDates(form);
  startPointMap(form);
  form.addEventListener("change", show);
  show();
}
