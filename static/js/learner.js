// Small things for somebody who learns alone: where they are, and copying a result.

export function startLearner() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll("[data-zone]")) field.value = zone ?? "";
  if (!navigator.clipboard) return; // on plain http there is none: the text can be marked instead
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(text.value);
  button.textContent = "Copied";
  document.getElementById("announce").textContent = "Copied";
}
