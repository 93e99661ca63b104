// Digits 1 to 6 and letters a to f press the tile that they stand on.

const TYPES_TEXT = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.target.closest?.(TYPES_TEXT)) return;
    const number = /^[1-6]$/.test(event.key)
      ? Number(event.key)
      : "abcdef".indexOf(event.key.toLowerCase()) + 1;
    if (event.key.length !== 1 || number < 1) return;
    const tile = document.querySelector(
      `button.tile[name=choice][value="${number}"]:not(:disabled), .tile input[name=choice][value="${number}"]:not(:disabled)`,
    );
    if (!tile) return;
    event.preventDefault();
    tile.focus();
    tile.click();
  });
}
