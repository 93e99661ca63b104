// Digits 1 to 6 press the answer of that place; on the host's page Space or the right arrow, P and +
// press the buttons that carry `data-key`. A switch beside turns them off in this browser, for people
// whose voice control or hand sends keys that they did not mean (WCAG 2.1.4).

const TYPES_TEXT = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";
const KEPT_UNDER = "number-keys";
const STEERS = { " ": "next", ArrowRight: "next", p: "pause", P: "pause", "+": "more" };

let isOn = kept() !== "off";

export function startKeys() {
  document.addEventListener("keydown", press);
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-switch]")) return;
    isOn = event.target.checked;
    keep(isOn ? "on" : "off");
  });
  document.addEventListener("htmx:after:settle", showSwitch);
  showSwitch();
}

function press(event) {
  if (!isOn || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.key in STEERS) steer(event);
  if (!/^[1-6]$/.test(event.key) || event.target.closest?.(TYPES_TEXT)) return;
  const tile = document.querySelector(
    `button.tile[name=choice][value="${event.key}"]:not(:disabled), .tile input[name=choice][value="${event.key}"]:not(:disabled)`,
  );
  if (!tile) return;
  event.preventDefault();
  tile.focus();
  tile.click();
}

// Only while no control has the focus, or one of these buttons has; Space presses that one anyway.
function steer(event) {
  const button = document.querySelector(`button[data-key="${STEERS[event.key]}"]`);
  const isFree = event.target.matches("body, main") || (event.key !== " " && event.target.matches("[data-key]"));
  if (!button || !isFree) return;
  event.preventDefault();
  button.click();
}

function showSwitch() {
  if (!matchMedia("(any-pointer: fine)").matches) return;
  for (const line of document.querySelectorAll("[data-keys]")) {
    line.hidden = false;
    line.querySelector("[data-keys-switch]").checked = isOn;
  }
}

// A browser may forbid to keep anything; the switch then lasts as long as the page.
function kept() {
  try {
    return localStorage.getItem(KEPT_UNDER);
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(KEPT_UNDER, value);
  } catch {
    return;
  }
}
