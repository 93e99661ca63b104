// Counts down to a deadline by the server's clock. A player's own deadline, in `#mine`, goes before
// the one that all share; whose time is not limited sees no clock.

const GRACE_MS = 300; // the server's clock is known to about this; it refuses what is late

let offsetMs = 0;

// The server's time, as a beat of the stream or a poll brought it.
export function setServerTime(ms) {
  if (Number.isFinite(ms)) offsetMs = ms - Date.now();
}

// The time to answer that is shown is over, for this player.
export function isTimeUp() {
  const clock = document.querySelector(".countdown[data-deadline]");
  return Boolean(clock) && !isUnlimited() && leftMs(clock) < -GRACE_MS;
}

export function tick() {
  for (const clock of document.querySelectorAll(".countdown[data-deadline]")) {
    clock.hidden = isUnlimited();
    const left = Math.max(0, leftMs(clock));
    const opened = Number(clock.dataset.opened);
    const number = clock.querySelector("[data-countdown-number]");
    const shown = stands(Math.ceil(left / 1000));
    if (number && number.textContent !== shown) number.textContent = shown;
    clock.toggleAttribute("data-urgent", left < 5000);
    const ring = clock.querySelector("[data-countdown-ring]");
    const part = (100 * left) / Math.max(1, deadline(clock) - opened);
    ring?.setAttribute("stroke-dashoffset", String(100 - part));
  }
}

// Seconds, and from 100 on minutes too, as the filter `stands` writes them.
function stands(seconds) {
  if (seconds < 100) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const mine = () => document.getElementById("mine");
const isUnlimited = () => mine()?.hasAttribute("data-unlimited") ?? false;
const deadline = (clock) => Number(mine()?.dataset.deadline || clock.dataset.deadline);
const leftMs = (clock) => deadline(clock) - (Date.now() + offsetMs);
