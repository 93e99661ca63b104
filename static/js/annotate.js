// Words of a text are selected, and a claim is begun there: by mouse or finger on the page of the
// text, by Shift and arrows in the field beside the claim's form. Without script one copies them.

export function startAnnotating() {
  const text = document.querySelector("[data-annotated]");
  if (text) {
    document.addEventListener("selectionchange", () => offer(text));
    offer(text); // words may have been selected before this script was there
  }
  document.querySelector("[data-claim]")?.addEventListener("input", knowKind);
  const field = document.querySelector("[data-select]");
  if (field) follow(field);
}

// Of who is known by this name, the kind is known too. The server knows it also without script.
function knowKind({ target }) {
  if (!/-(speaker|name)$/.test(target.name)) return;
  const known = [...target.list.options].find((option) => option.value === target.value);
  const kind = target.closest(".rows__fields").querySelector("select");
  if (known) kind.value = known.dataset.kind;
}

function offer(text) {
  const bar = document.querySelector("[data-annotate]");
  const place = selected();
  bar.hidden = !place;
  if (place) bar.querySelector("a").href = `${text.dataset.annotated}?${new URLSearchParams(place)}`;
}

// Paragraph, first and last character of what is selected; null where that is in no one paragraph.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("[data-paragraph]");
  const element = range.endContainer.nodeType === Node.TEXT_NODE ? range.endContainer.parentElement : range.endContainer;
  const isWithin = start && (start === element?.closest("[data-paragraph]") || range.endOffset === 0);
  if (!isWithin) return null;
  const before = document.createRange();
  before.selectNodeContents(start);
  before.setEnd(range.startContainer, range.startOffset);
  const raw = range.toString();
  const lead = raw.length - raw.trimStart().length;
  const first = length(before.toString()) + lead;
  const words = raw.trim();
  return words ? { paragraph: start.dataset.paragraph, start: first, end: first + length(words) } : null;
}

const length = (words) => [...words].length; // characters, as the server counts them

function follow(field) {
  const form = document.querySelector("[data-claim]");
  for (const hint of document.querySelectorAll("#paragraph-hint span")) {
    hint.hidden = "unscripted" in hint.dataset;
  }
  field.addEventListener("beforeinput", (event) => event.preventDefault()); // to read, with a caret
  document.addEventListener("selectionchange", () => {
    if (document.activeElement !== field) return;
    const words = field.value.slice(field.selectionStart, field.selectionEnd);
    if (!words.trim()) return;
    form.elements.words.value = words.trim();
    form.elements.paragraph.value = field.dataset.select;
    const lead = words.length - words.trimStart().length;
    form.elements.start.value = length(field.value.slice(0, field.selectionStart + lead));
  });
}
