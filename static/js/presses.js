// The host's buttons change under the pointer as the game moves on. The second half of a double
// click, and a key that is held down, would press what came next: they press nothing.

const BUTTONS = "button[form]";

export function startPresses() {
  document.addEventListener("click", calm, { capture: true });
  document.addEventListener("keydown", hold, { capture: true });
  document.addEventListener("submit", forget);
}

function calm(event) {
  if (event.detail > 1 && event.target.closest?.(BUTTONS)) stop(event);
}

function hold(event) {
  if (event.repeat && event.target.closest?.(BUTTONS)) stop(event);
}

// A word about the last change is old once something else is pressed.
function forget() {
  document.querySelector(".flash")?.remove();
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
