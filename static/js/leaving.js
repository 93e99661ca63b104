// Whoever leaves a form with words that were not sent is asked first.

import { isTyped } from "./autosave.js";

export function startLeaving() {
  const form = document.querySelector("form[data-typed]");
  if (!form) return;
  let isSending = false;
  const cameBack = form.dataset.typed === "unsaved"; // with a word on what is to be mended
  form.addEventListener("submit", () => { isSending = true; });
  addEventListener("pageshow", () => { isSending = false; });
  addEventListener("beforeunload", (event) => {
    if (!isSending && (cameBack || [...form.elements].some(isTyped))) event.preventDefault();
  });
}
