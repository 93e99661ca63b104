// Sends an answer until the server says that it is stored. The receipt comes only after the
// commit; a repeat carries the same id and gets the same receipt, so it is safe to insist.

const PAUSES_MS = [300, 600, 1200, 2000];

export function startAnswers(room, refresh) {
  room.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-answer]");
    if (!form) return;
    event.preventDefault();
    if (!form.hasAttribute("data-sending")) send(form, event.submitter, refresh);
  });
}

// Marks what the player has answered, from the receipt on the page.
export function showAnswered() {
  const mine = document.getElementById("mine");
  const form = document.querySelector("form[data-answer]");
  if (!mine || !form) return;
  const isAnswered = mine.dataset.answered === "true";
  const slots = (mine.dataset.slots ?? "").split(" ").filter(Boolean);
  for (const control of form.querySelectorAll("button, input:not([type=hidden]), select, textarea")) {
    if (isAnswered || !form.hasAttribute("data-sending")) control.disabled = isAnswered;
    const isMine = isAnswered && control.name === "choice" && slots.includes(control.value);
    if (control.matches("button.tile")) control.setAttribute("aria-pressed", String(isMine));
    if (isMine && control.type === "checkbox") control.checked = true;
  }
}

async function send(form, submitter, refresh) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  fields.set("answer_id", newId());
  form.setAttribute("data-sending", "");
  submitter?.setAttribute("aria-pressed", "true");
  say(form, "Sending");
  const round = fields.get("round");
  for (let attempt = 0; isStillAsked(form, round); attempt += 1) {
    const answer = await post(form.action, fields);
    if (answer?.ok) {
      document.getElementById("mine").outerHTML = await answer.text();
      break;
    }
    if (answer && answer.status < 500) {
      submitter?.setAttribute("aria-pressed", "false");
      say(form, await answer.text());
      if (answer.status !== 422) refresh();
      form.removeAttribute("data-sending");
      return;
    }
    say(form, "No connection. Your answer is sent again until it is stored.");
    await pause(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)]);
  }
  say(form, "");
  form.removeAttribute("data-sending");
  showAnswered();
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

// The form of that round is still on the page; a later state has another form, or none.
function isStillAsked(form, round) {
  const shown = document.querySelector("form[data-answer] [name=round]");
  return form.isConnected && shown?.value === round;
}

function say(form, words) {
  const line = form.querySelector("[data-answer-status]");
  if (line) line.textContent = words;
}

// randomUUID is missing on plain http, the usual address in a classroom.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
