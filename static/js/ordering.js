// Lists to put in order: drag an item, or move it by its arrows. The selects stay what is sent,
// out of sight, and are what a browser without script shows instead.

export function startOrdering() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button);
  });
  document.addEventListener("pointerdown", drag);
  document.addEventListener("htmx:after:settle", enhanceAll);
  document.addEventListener("answer:filled", (event) => {
    event.target.querySelectorAll("[data-enhanced][data-ordering]").forEach(place);
  });
  enhanceAll();
}

function enhanceAll() {
  for (const list of document.querySelectorAll("[data-ordering]:not([data-enhanced])")) {
    enhance(list);
  }
}

function enhance(list) {
  list.dataset.enhanced = "true";
  const how = document.getElementById(list.getAttribute("aria-describedby"));
  for (const part of [list, how]) {
    part?.querySelectorAll("[data-scripted], [data-number]").forEach((e) => (e.hidden = false));
    part?.querySelectorAll("[data-unscripted]").forEach((e) => (e.hidden = true));
  }
  place(list);
}

// Puts the items in the order that the selects say, where they say one.
function place(list) {
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
  tell(list, item);
}

// A mouse takes an item anywhere; a finger by its grip, since elsewhere it scrolls the page.
// The neighbours step aside in the document, never the item itself: it keeps its pointer so.
function drag(event) {
  const item = event.target.closest("[data-enhanced] [data-item]");
  const hold = event.pointerType === "mouse" ? item : event.target.closest("[data-grip]");
  const isControl = event.target.closest("button") !== null;
  if (!item || !hold || isControl || event.button !== 0 || isSettled(item)) return;
  event.preventDefault();
  const list = item.closest("[data-ordering]");
  const before = items(list).indexOf(item);
  let grabbedAt = event.clientY;
  item.dataset.dragged = "true";

  function follow(moved) {
    if (moved.pointerId !== event.pointerId) return;
    const isPast = (neighbour) => {
      const [gone, way] = [moved.clientY - grabbedAt, neighbour.offsetTop - item.offsetTop];
      return way < 0 ? gone < way / 2 : gone > way / 2;
    };
    const swap = (neighbour, place) => {
      const wasAt = item.offsetTop;
      item[place](neighbour);
      grabbedAt += item.offsetTop - wasAt;
    };
    while (item.previousElementSibling && isPast(item.previousElementSibling)) {
      swap(item.previousElementSibling, "after");
    }
    while (item.nextElementSibling && isPast(item.nextElementSibling)) {
      swap(item.nextElementSibling, "before");
    }
    number(list);
    item.style.translate = `0 ${moved.clientY - grabbedAt}px`;
  }

  function drop(ended) {
    if (ended.pointerId !== event.pointerId) return;
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", drop);
    item.style.translate = "";
    delete item.dataset.dragged;
    if (item.isConnected && items(list).indexOf(item) !== before) tell(list, item);
  }

  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
}

// Writes the places that the order on screen means into the selects.
function number(list) {
  const all = items(list);
  all.forEach((item, index) => {
    select(item).value = String(index + 1);
    item.querySelector("[data-number]").textContent = String(index + 1);
    item.querySelector("[data-move=up]").disabled = index === 0;
    item.querySelector("[data-move=down]").disabled = index === all.length - 1;
  });
}

function tell(list, item) {
  const label = item.querySelector("label").textContent.trim();
  const words = `${label}: place ${items(list).indexOf(item) + 1} of ${items(list).length}`;
  document.getElementById("announce").textContent = words;
}

const items = (list) => [...list.querySelectorAll("[data-item]")];
const select = (item) => item.querySelector("select");
const isSettled = (item) => select(item).matches(":disabled");
