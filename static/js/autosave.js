// The form of a question saves itself a moment after the last key, one request at a time, and the
// margin says when. What is not saved yet stays in this tab: a lost line is tried again, a closed
// tab asks. Without this the form has a button to save.

const PAUSE_MS = 700;
const AGAIN_MS = 3000;
const ANSWER_MS = 15000; // after that the line is lost

let running = null; // the request that is on its way
let timer = 0;
let isDirty = false;
let isLeaving = false; // with the form, by a button
const typedSince = new Set(); // fields, by what a choice calls them, since the last request

export function startAutosave() {
  document.addEventListener("input", noticed);
  document.addEventListener("change", noticed);
  document.addEventListener("change", chosen);
  document.addEventListener("submit", sent);
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("beforeunload", (event) => {
    const isUnsaved = form() ? isDirty || file()?.files.length : isChoosing();
    if (!isLeaving && isUnsaved) event.preventDefault();
  });
  prepare();
  isDirty = isChoosing();
  if ([...(form()?.elements ?? [])].some(isTyped)) later(0); // before this script was there
}

const form = () => document.querySelector("form[data-autosave]");
const file = () => form()?.querySelector("[data-picture]");
const state = () => document.querySelector("[data-state]");

// What is typed of a picture that is still to come is not the stored one's: `data-stored` has that.
const ofPicture = () => [...(form()?.querySelectorAll("[name=alt], [name=credit]") ?? [])];
const isPictureToCome = () => ofPicture().some((field) => field.dataset.stored !== undefined);

function prepare() {
  if (isPictureToCome() && state() && !state().querySelector("[data-to-come]")) {
    const words = document.createElement("span");
    words.dataset.toCome = "";
    words.textContent = " The picture is not added yet.";
    state().append(words);
  }
  document.querySelectorAll(".qedit [data-scripted]").forEach((each) => (each.hidden = false));
  for (const time of document.querySelectorAll("[data-time]")) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString();
  }
}

export function isTyped(control) {
  if (control.type === "hidden" || control.type === "file") return false;
  if (control.options) return control.selectedIndex !== Math.max(0, [...control.options].findIndex((o) => o.defaultSelected));
  return "defaultValue" in control && (control.value !== control.defaultValue || control.checked !== control.defaultChecked);
}

// While two texts are to be chosen from, a button saves: the choice would be lost otherwise.
const isChoosing = () => document.querySelector("#margin [data-choosing]") !== null;

function noticed(event) {
  if (!form() || event.target.form !== form()) return undefined;
  const [field] = event.target.name.split("-");
  typedSince.add(field);
  if (!isChoosing()) return later(PAUSE_MS);
  isDirty = true;
  return takeMine(field);
}

// Whoever types on in a field wants what they type, not the other text.
function takeMine(field) {
  for (const choice of document.querySelectorAll("#margin fieldset[data-choosing]")) {
    const fields = choice.dataset.choosing.split(" ");
    if (field !== "take" && (fields.includes(field) || fields[0] === "whole")) choice.querySelector("[value=mine]").checked = true;
  }
}

function later(pause) {
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

// Asks for the margin; while one request runs the next waits, so that each knows the last text.
async function save() {
  while (running) await running;
  if (!isDirty || !form() || isChoosing()) return;
  await ask(new FormData(form()), (answer) => show(answer, "#margin"));
}

function tryAgain() {
  if (isChoosing()) {
    isDirty = true;
    say("Not saved yet: no connection. Press the button once more.");
    return;
  }
  say("Not saved yet: no connection. We keep trying; leave this page open.");
  later(AGAIN_MS);
}

function say(words) {
  const line = state();
  if (!line || line.textContent === words) return;
  line.textContent = words;
  line.classList.add("saved--waiting");
}

// A button of the form: rows come and go, so the whole form is asked for.
async function sent(event) {
  if (event.target !== form()) {
    isLeaving ||= !form(); // a page on which a button alone saves
    return;
  }
  const button = event.submitter;
  if (!button?.name || ["done", "theirs", "picture"].includes(button.value)) {
    await sendWhole(event, button);
    return;
  }
  event.preventDefault();
  clearTimeout(timer);
  const asked = document.querySelector("#question");
  asked.inert = true; // what is typed meanwhile would be lost with the old rows
  while (running) await running;
  if (button.form === form()) {
    await ask(new FormData(form(), button), (answer) => {
      show(answer, answer?.text.includes('id="question"') ? "#question" : "#margin");
    });
  }
  asked.inert = false;
  focusAfter(button);
}

// The page goes with the form; but nobody has read yet what there is to choose from by now.
async function sendWhole(event, button) {
  const isStopped = isSilent();
  if (isStopped || running) event.preventDefault(); // what runs would look like somebody else's
  if (isStopped) return;
  clearTimeout(timer);
  if (!running) {
    isDirty = false;
    isLeaving = true;
    return;
  }
  while (running) await running;
  if (isChoosing()) isDirty = true;
  else form()?.requestSubmit(button);
}

// One request at a time; it runs until its answer, null where none came, is shown.
function ask(data, shown) {
  isDirty = false;
  typedSince.clear();
  running = send(data).then((answer) => {
    running = null;
    shown(answer);
  });
  return running;
}

async function send(data) {
  try {
    const address = form().dataset.autosave || form().getAttribute("action");
    data.delete("file"); // which goes with a button alone
    for (const field of ofPicture()) data.set(field.name, field.dataset.stored ?? field.value);
    const reply = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { "HX-Request": "true" },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await reply.text();
    if (reply.status === 429) return null; // too fast: a moment later it is taken
    const isFragment = reply.ok || (reply.status === 409 && text.includes('id="margin"'));
    if (reply.status === 401 || (!isFragment && reply.status < 500)) return { text: "", refused: text };
    return isFragment ? { text } : null;
  } catch {
    return null;
  }
}

function show(answer, target) {
  if (!answer) {
    tryAgain();
    return;
  }
  if (answer.refused) {
    isDirty = true;
    say(answer.refused.startsWith("<") ? "You are not signed in any more. Sign in in another tab, then type on." : answer.refused);
    return;
  }
  const made = new DOMParser().parseFromString(answer.text, "text/html").querySelector(target);
  const old = document.querySelector(target);
  if (!made || !old) return;
  const picture = old.querySelector("[data-picture]");
  if (picture?.files.length) made.querySelector("[data-picture]")?.replaceWith(picture);
  for (const field of ofPicture()) {
    const next = made.querySelector(`[name=${field.name}]`);
    if (next && field.dataset.stored !== undefined) {
      next.value = field.value;
      next.dataset.stored = field.dataset.stored;
    }
  }
  const open = [...old.querySelectorAll("details[open] > summary")].map((s) => s.textContent);
  old.replaceWith(document.adoptNode(made));
  if (isChoosing()) {
    isDirty = true;
    typedSince.forEach(takeMine);
  }
  for (const summary of made.querySelectorAll("summary")) {
    if (open.includes(summary.textContent)) summary.parentElement.open = true;
  }
  prepare();
}

// A picture that is too large is told before it is on its way; its text is asked for, not demanded
// of those who press another button.
function chosen(event) {
  if (event.target !== file()) return;
  const [taken] = file().files;
  file().setCustomValidity(taken?.size > Number(file().dataset.picture) ? file().dataset.large : "");
  file().reportValidity();
  for (const field of ofPicture()) {
    if (taken) {
      field.dataset.stored ??= field.value;
    } else if (field.dataset.stored !== undefined) {
      field.value = field.dataset.stored;
      delete field.dataset.stored;
    }
  }
  prepare();
}

function isSilent() {
  const alt = form().elements.alt;
  if (!file()?.files.length || alt.value.trim()) return false;
  alt.closest("details").open = true;
  alt.setCustomValidity(file().dataset.silent);
  alt.addEventListener("input", () => alt.setCustomValidity(""), { once: true });
  alt.reportValidity();
  return true;
}

// To the row that came, to where the row was, or to what the margin says now; back to a button that
// did nothing.
function focusAfter(button) {
  if (button.isConnected) {
    button.focus();
    return;
  }
  const [what, name, number] = button.value.split("-");
  const rows = document.querySelectorAll(`#${name} .rows__row, #${name} > .field`);
  const at = what === "more" ? rows.length - 1 : Math.max(0, Number(number) - (what === "up" ? 1 : 0));
  const row = rows[Math.min(at, rows.length - 1)];
  const wanted = what === "up" ? row?.querySelector("button:not(:disabled)") : null;
  const written = row?.querySelector("input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select");
  (wanted ?? written ?? document.querySelector("#margin"))?.focus();
}
