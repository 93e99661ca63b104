// Counts down to a deadline by the server's clock.

let offsetMs = 0;

// The server's time, as a beat of the stream or a poll brought it.
export function setServerTime(ms) {
  if (Number.isFinite(ms)) offsetMs = ms - Date.now();
}

export function startCountdown() {
  setInterval(tick, 200);
}

export function tick() {
  for (const clock of document.querySelectorAll("[data-deadline]")) {
    const deadline = Number(clock.dataset.deadline);
    const opened = Number(clock.dataset.opened);
    if (!deadline) continue;
    const leftMs = Math.max(0, deadline - (Date.now() + offsetMs));
    const number = clock.querySelector("[data-countdown-number]");
    const seconds = String(Math.ceil(leftMs / 1000));
    if (number && number.textContent !== seconds) number.textContent = seconds;
    clock.toggleAttribute("data-urgent", leftMs < 5000);
    const ring = clock.querySelector("[data-countdown-ring]");
    ring?.setAttribute("stroke-dashoffset", String(100 - (100 * leftMs) / Math.max(1, deadline - opened)));
  }
}
