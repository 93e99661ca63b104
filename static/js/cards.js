// The list of a bank's questions: a card is dragged by its grip to another place. The arrows beside
// it do the same; without script there are the arrows alone. Of proposed questions the next one gets
// the keyboard.

export function startCards() {
  document.addEventListener("pointerdown", drag);
  document.addEventListener("htmx:after:settle", showGrips);
  document.addEventListener("htmx:after:settle", keepFocus);
  document.addEventListener("htmx:after:settle", keepTicks);
  document.addEventListener("change", noteTicks);
  showGrips();
  noteTicks();
}

function showGrips() {
  document.querySelectorAll("[data-cards] [data-hold]").forEach((grip) => (grip.hidden = false));
}

const ticks = () => [...document.querySelectorAll("[data-cards] .qcard [type=checkbox]")];
const ticked = new Set(); // questions by their keys

// What can be done with those that are ticked stands below the last card: a line in sight leads there.
function noteTicks() {
  ticked.clear();
  for (const each of ticks()) if (each.checked) ticked.add(each.value);
  const line = document.querySelector("[data-ticked]");
  if (!line) return;
  line.hidden = ticked.size === 0;
  line.querySelector("[data-count]").textContent = ticked.size;
}

// A tick belongs to its question, wherever that is by now; a key that is a place may be another's.
function keepTicks() {
  for (const each of ticks()) each.checked = ticked.has(each.value) && !each.value.startsWith("@");
  noteTicks();
}

// Where the button that was pressed is gone, the keyboard goes to the card to go on with, or else to
// what is said of the deed.
function keepFocus() {
  if (document.activeElement !== document.body) return;
  const next = document.querySelector("[data-cards] [data-next] :is(input, button)");
  if (next) {
    next.focus();
    return;
  }
  const said = document.querySelector("[data-cards] .said");
  (said?.querySelector("button") ?? said?.querySelector(".notice"))?.focus({ preventScroll: true });
}

// The others step aside in the document, never the card itself: it keeps its pointer so.
function drag(event) {
  const card = event.target.closest("[data-hold]")?.closest("[data-card]");
  if (!card || event.button !== 0) return;
  event.preventDefault();
  const first = Number(card.parentElement.firstElementChild.dataset.card);
  const before = place(card);
  let grabbedAt = event.clientY;
  card.dataset.dragged = "true";

  function follow(moved) {
    if (moved.pointerId !== event.pointerId) return;
    const gone = () => moved.clientY - grabbedAt;
    const step = (neighbour, how) => {
      const wasAt = card.offsetTop;
      card[how](neighbour);
      grabbedAt += card.offsetTop - wasAt;
    };
    let other;
    while ((other = card.previousElementSibling) && gone() < (other.offsetTop - card.offsetTop) / 2) {
      step(other, "after");
    }
    while ((other = card.nextElementSibling) && gone() > (other.offsetTop - card.offsetTop) / 2) {
      step(other, "before");
    }
    card.style.translate = `0 ${gone()}px`;
  }

  function drop(ended) {
    if (ended.pointerId !== event.pointerId) return;
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", drop);
    card.style.translate = "";
    delete card.dataset.dragged;
    if (place(card) === before) return;
    card.querySelector("[data-place]").value = String(first + place(card));
    card.querySelector("[data-to]").click();
  }

  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
}

const place = (card) => [...card.parentElement.children].indexOf(card);
