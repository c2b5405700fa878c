// Files that are chosen or dropped go to the server a few at a time, folders with all that is in
// them, and can be stopped. Without this script the form sends what is chosen.

const BATCH_BYTES = 16_000_000;
const BATCH_FILES = 100;

const form = document.getElementById("send-files");
if (form) startSending(form);

// Put in place of an import that was replaced by its newer state, so not on the elements themselves.
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-check]");
  if (!button) return;
  for (const box of button.form.querySelectorAll("input[type=checkbox]")) box.checked = button.dataset.check === "all";
});

function startSending(form) {
  document.documentElement.classList.add("scripted");
  const drop = document.getElementById("drop");
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      const files = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
      input.value = "";
      send(form, files);
    });
  }
  // A file that misses the frame would be opened by the browser, in place of the page.
  for (const type of ["dragover", "drop"]) document.addEventListener(type, (event) => event.preventDefault());
  document.addEventListener("dragover", () => drop.classList.add("over"));
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.length
      ? (await Promise.all(entries.map(walk))).flat()
      : [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
    send(form, files);
  });
}

/** The files under a dropped entry, with the path from the entry on. */
async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ file, name: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(walk))).flat();
}

/** Hidden files and the lock files of office programs are nobody's articles. */
function isMeant({ name }) {
  return !name.split("/").some((part) => part.startsWith(".") || part.startsWith("~$"));
}

function batches(files) {
  const found = [[]];
  let bytes = 0;
  for (const each of files) {
    if (found.at(-1).length && (found.at(-1).length >= BATCH_FILES || bytes + each.file.size > BATCH_BYTES)) {
      found.push([]);
      bytes = 0;
    }
    found.at(-1).push(each);
    bytes += each.file.size;
  }
  return found;
}

async function send(form, chosen) {
  const files = chosen.filter(isMeant);
  if (!files.length) return;
  if (files.length > Number(form.dataset.mostFiles)) return say(form.dataset.textTooMany);
  const most = Number(form.dataset.most);
  const tooLarge = files.filter(({ file }) => file.size > most).map(({ name }) => name);
  const parts = batches(files.filter(({ file }) => file.size <= most));
  const stop = new AbortController();
  const shown = document.getElementById("sending");
  const words = document.getElementById("sending-words");
  const bar = document.getElementById("sending-bar");
  const button = document.getElementById("sending-stop");
  button.addEventListener("click", () => stop.abort(), { once: true });
  shown.hidden = false;
  document.getElementById("drop").inert = true;
  bar.max = files.length;
  let id = "";
  let sent = 0;
  try {
    for (const [n, part] of parts.entries()) {
      words.textContent = form.dataset.textSending.replace("{n}", sent).replace("{of}", files.length);
      const body = new FormData();
      if (id) body.set("import", id);
      body.set("outlet", form.elements.outlet.value);
      body.set("published", form.elements.published.value);
      for (const { file, name } of part) body.append("files", file, name);
      if (n + 1 < parts.length) body.set("more", "true");
      else for (const name of tooLarge) body.append("too_large", name);
      id = (await post("/import/files", body, stop.signal)).id;
      sent += part.length;
      bar.value = sent;
    }
    location.assign(`/import/${id}`);
  } catch (error) {
    if (id) await post(`/import/${id}/cancel`, new FormData()).catch(() => {});
    say(stop.signal.aborted ? form.dataset.textStopped : error.message);
    shown.hidden = true;
    document.getElementById("drop").inert = false;
  }
}

async function post(address, body, signal) {
  const token = document.querySelector('meta[name="csrf"]').content;
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, signal, headers: { Accept: "application/json", "X-CSRF-Token": token, "HX-Request": "true" } });
  } catch {
    throw new Error(document.body.dataset.textUnreached);
  }
  const type = answer.headers.get("content-type") ?? "";
  if (answer.ok) return type.includes("json") ? answer.json() : {};
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  throw new Error(page.body.textContent.trim());
}

function say(what) {
  const message = document.createElement("p");
  message.className = "message error";
  const words = document.createElement("bdi");
  words.textContent = what;
  message.append(words);
  document.getElementById("messages").replaceChildren(message);
}
