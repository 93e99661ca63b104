// After a question was answered in place, bring the feedback into view and to screen readers.
// On a page that loads with its feedback, the heading's autofocus does the same.

export function startSteps() {
  document.addEventListener("htmx:after:settle", () => {
    const heading = document.querySelector("#step #verdict");
    if (!heading || heading.dataset.seen) return;
    heading.dataset.seen = "true";
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
  });
}
