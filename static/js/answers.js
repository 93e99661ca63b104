// Sends an answer until the server says that it is stored. The receipt comes only after the
// commit; a repeat carries the same id and gets the same receipt, so it is safe to insist.
import { isTimeUp } from "./countdown.js";

const PAUSES_MS = [300, 600, 1200, 2000];
const LOOK_MS = 250; // how often a paused answer looks whether the game goes on

const sending = new WeakSet();
const shown = new WeakMap(); // a form -> the stored answer that it was filled in with

export function startAnswers(room, refresh) {
  room.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-answer]");
    if (!form) return;
    event.preventDefault();
    if (!sending.has(form)) send(form, event.submitter, refresh);
  });
}

// Fills the form in with what is stored, and holds it while nothing can be sent: what was picked
// stays picked. The stage is the same for everybody, so that all of this is read off `#mine`.
export function showAnswered() {
  const mine = document.getElementById("mine");
  const form = document.querySelector("form[data-answer]");
  const fields = form?.querySelector("[data-answering]");
  if (!mine || !fields) return;
  const isAnswered = mine.dataset.answered === "true";
  const isSending = sending.has(form);
  if (isAnswered && !isSending && shown.get(form) !== mine.dataset.given) {
    fillIn(form, JSON.parse(mine.dataset.given));
    shown.set(form, mine.dataset.given);
  }
  const isSettled = isAnswered && !form.hasAttribute("data-may-change");
  const isPaused = form.hasAttribute("data-paused");
  const isLate = !isSettled && !isSending && !isPaused && isTimeUp();
  fields.toggleAttribute("data-sending", isSending);
  fields.toggleAttribute("data-settled", isSettled);
  fields.disabled = isSettled || isSending || isPaused || isLate;
  if (isLate) say(form, "Your time is up.");
}

async function send(form, submitter, refresh) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  fields.set("answer_id", newId());
  const before = pressed(form);
  sending.add(form);
  if (submitter?.matches(".tile")) press(form, [submitter.value]);
  showAnswered();
  say(form, "Sending");
  const words = await insist(form, fields, refresh);
  sending.delete(form);
  if (words !== null) press(form, before);
  say(form, words ?? "");
  showAnswered();
  if (document.activeElement === document.body) submitter?.focus({ preventScroll: true });
}

// Tries until the answer is stored, the round is over or the server refuses it: null, or the
// words of the refusal.
async function insist(form, fields, refresh) {
  for (let attempt = 0; isStillAsked(form); attempt += 1) {
    const answer = await post(form.action, fields);
    if (answer?.ok) return await receive(form, await answer.text(), refresh);
    if (answer?.status === 409) {
      const words = await answer.text();
      await refresh();
      if (form.hasAttribute("data-paused")) await goesOn(form);
      else if (attempt > 0) return words;
    } else if (answer && answer.status < 500 && answer.status !== 429) {
      const words = await answer.text();
      if (answer.status !== 422) refresh();
      return words;
    } else {
      say(form, "No connection. Your answer is sent again until it is stored.");
    }
    await pause(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)]);
  }
  return null;
}

async function receive(form, receipt, refresh) {
  if (isStillAsked(form)) {
    document.getElementById("mine").outerHTML = receipt;
    shown.set(form, document.getElementById("mine").dataset.given);
  } else {
    await refresh();
  }
  return null;
}

async function goesOn(form) {
  say(form, "Paused. Your answer is sent when the game goes on.");
  while (isStillAsked(form) && form.hasAttribute("data-paused")) await pause(LOOK_MS);
  say(form, "Sending");
}

async function post(address, fields) {
  try {
    return await fetch(address, {
      method: "POST",
      body: fields,
      headers: { "X-Fragment": "true" },
      signal: AbortSignal.timeout(8000),
    });
  } catch {
    return null;
  }
}

// A form belongs to one round; a later state has another form, or none.
const isStillAsked = (form) => form.isConnected;

function fillIn(form, given) {
  for (const control of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const values = given[control.name];
    if (!values) continue;
    if (control.matches("[type=checkbox], [type=radio]")) {
      control.checked = values.includes(control.value);
    } else {
      control.value = values[0] ?? "";
    }
  }
  press(form, given.choice ?? []);
  form.dispatchEvent(new CustomEvent("answer:filled", { bubbles: true }));
}

const tiles = (form) => [...form.querySelectorAll("button.tile")];
const pressed = (form) =>
  tiles(form)
    .filter((tile) => tile.getAttribute("aria-pressed") === "true")
    .map((tile) => tile.value);

function press(form, slots) {
  for (const tile of tiles(form)) {
    tile.setAttribute("aria-pressed", String(slots.includes(tile.value)));
  }
}

function say(form, words) {
  const line = form.querySelector("[data-answer-status]");
  if (line && line.textContent !== words) line.textContent = words;
}

// randomUUID is missing on plain http, the usual address in a classroom.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
