// The editor of a bank's text: from a fault to its line, back to where one was after a save, and
// what was typed but not saved stays in this tab (a lost line, a closed lid). Without this the form
// works all the same.

export function startEditor() {
  const form = document.querySelector("[data-editor]");
  if (!form) return;
  const area = form.elements.text;
  const isStored = !("unsaved" in form.dataset); // two texts that are to be brought together are not
  const asSaved = isStored ? area.defaultValue : null; // typing may begin before this script
  const drafts = kept(`draft ${form.dataset.editor}`);
  const places = kept(`place ${form.dataset.editor}`);
  let isSending = false;

  if (isStored) {
    offerDraft(area, drafts);
    returnTo(area, places);
    linkFaults(area);
  }
  const keep = () => drafts.keep(area.value === asSaved ? null : area.value);
  if (area.value !== asSaved) keep();
  area.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    isSending = true;
    if (event.submitter?.name === "keep") drafts.keep(null); // it goes among the versions
    places.keep(`${area.selectionStart} ${area.scrollTop} ${scrollY}`);
  });
  addEventListener("pageshow", () => { isSending = false; });
  addEventListener("beforeunload", (event) => {
    if (!isSending && area.value !== asSaved) event.preventDefault();
  });
}

// Something of this tab's under a name; a browser that keeps nothing, or is full, is no fault.
function kept(name) {
  return {
    read() {
      try { return sessionStorage.getItem(name); } catch { return null; }
    },
    keep(text) {
      try {
        if (text === null) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, text);
      } catch { /* nothing is kept then */ }
    },
  };
}

function offerDraft(area, drafts) {
  const draft = drafts.read();
  const notice = document.getElementById("draft");
  if (draft === null || draft === area.value) {
    drafts.keep(null);
    return;
  }
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => {
    area.value = draft;
    notice.hidden = true;
    area.focus();
  });
}

function returnTo(area, places) {
  const place = places.read();
  places.keep(null);
  if (!place) return;
  const [caret, within, page] = place.split(" ").map(Number);
  area.setSelectionRange(caret, caret);
  area.scrollTop = within;
  if (!matchMedia("(min-width: 64rem)").matches) return; // the word on the save is at the top
  area.focus({ preventScroll: true });
  scrollTo({ top: page, behavior: "instant" });
}

function linkFaults(area) {
  for (const place of document.querySelectorAll("[data-line]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "flaw__go";
    button.textContent = place.textContent;
    button.addEventListener("click", () => goTo(area, Number(place.dataset.line), Number(place.dataset.column)));
    place.replaceChildren(button);
  }
}

// The column counts characters, a selection UTF-16 units; they differ beyond U+FFFF alone.
function goTo(area, line, column) {
  const lines = area.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const within = [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  const start = before + within;
  area.setSelectionRange(start, start);
  area.blur();
  area.focus(); // only so do browsers scroll to where the caret is
  area.setSelectionRange(start, before + (lines[line - 1] ?? "").length);
}
