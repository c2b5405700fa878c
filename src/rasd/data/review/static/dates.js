// The form of a date: each precision shows the days that it asks for, each day its weekday.

const LOCALES = { ar: "ar-u-nu-latn-ca-gregory", en: "en-GB" };
const weekday = new Intl.DateTimeFormat(LOCALES[document.documentElement.lang] || "en-GB", { weekday: "long", timeZone: "UTC" });

function say(input) {
  const said = input.parentElement.querySelector(`output[for="${input.id}"]`);
  if (said) said.textContent = input.value ? weekday.format(new Date(`${input.value}T00:00:00Z`)) : "";
}

function show(box) {
  const kind = box.querySelector('input[name="date.precision"]:checked')?.value;
  for (const part of box.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind;
}

/** Makes the form of a date work, where `root` holds one. */
export function startDates(root) {
  const box = root.querySelector("[data-dates]");
  if (!box) return;
  for (const input of box.querySelectorAll('input[type="date"]')) {
    say(input);
    input.addEventListener("input", () => say(input));
  }
  box.addEventListener("change", () => show(box));
  // Enter saves a date as it saves everything else; browsers do nothing with it here.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches('input[type="date"]')) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  box.addEventListener("click", (event) => {
    const { setDay } = event.target.closest?.("[data-set-day]")?.dataset || {};
    if (!setDay) return;
    const kind = box.querySelector('input[name="date.precision"]:checked')?.value;
    const name = { range: "date.start", week: "date.week" }[kind] || "date.day";
    if (name === "date.day") box.querySelector('input[name="date.precision"][value="day"]').checked = true;
    const input = box.querySelector(`input[name="${name}"]`);
    input.value = setDay;
    show(box);
    say(input);
    input.focus();
  });
  show(box);
}
