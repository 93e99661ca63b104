// Lists to put in order: buttons move an item up or down. The selects stay what is sent, and are
// what a browser without script shows instead of the buttons.

export function startOrdering() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button);
  });
  document.addEventListener("htmx:after:settle", enhanceAll);
  enhanceAll();
}

export function enhanceAll() {
  for (const list of document.querySelectorAll("[data-ordering]:not([data-enhanced])")) {
    enhance(list);
  }
}

function enhance(list) {
  list.dataset.enhanced = "true";
  for (const button of list.querySelectorAll("[data-move]")) button.hidden = false;
  const places = items(list).map((item) => select(item).value);
  const isPlaced = places.every(Boolean) && new Set(places).size === places.length;
  if (isPlaced) {
    items(list)
      .sort((one, other) => select(one).value - select(other).value)
      .forEach((item) => list.append(item));
  }
  number(list);
}

function move(button) {
  const item = button.closest("[data-item]");
  const list = item.closest("[data-ordering]");
  const isUp = button.dataset.move === "up";
  const neighbour = isUp ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return;
  if (isUp) neighbour.before(item);
  else neighbour.after(item);
  number(list);
  const usable = button.disabled ? item.querySelector("[data-move]:not(:disabled)") : button;
  usable?.focus();
  const label = item.querySelector("label").textContent.trim();
  announce(`${label}: place ${items(list).indexOf(item) + 1} of ${items(list).length}`);
}

// Writes the places that the order on screen means into the selects.
function number(list) {
  const all = items(list);
  all.forEach((item, index) => {
    select(item).value = String(index + 1);
    item.querySelector("[data-move=up]").disabled = index === 0;
    item.querySelector("[data-move=down]").disabled = index === all.length - 1;
  });
}

function announce(words) {
  document.getElementById("announce").textContent = words;
}

const items = (list) => [...list.querySelectorAll("[data-item]")];
const select = (item) => item.querySelector("select");
