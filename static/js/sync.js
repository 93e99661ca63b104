// Sends the answers that this device kept, and takes questions along anew. An answer goes only once
// the server says that it is stored; the server knows it again by its name, so insisting is safe.
import { about, all, dropAnswers, keepItems, note } from "./device.js";

const AT_ONCE = 20;
const PATIENCE_MS = 15000;
const STALE_MS = 6 * 3600 * 1000;

// One tab at a time. Fails where there is no connection; what was not stored then stays.
export const sync = (isAsked = false) =>
  navigator.locks.request("study-sync", async () => {
    const { mark } = await ask("/offline/token", {});
    if (!mark && !isAsked) return; // whose answers these are, nobody can tell now
    if (mark) await bringBack();
    const [takenAt, takenBy] = [await about("takenAt"), await about("takenBy")];
    const isStale = takenAt && (Date.now() - takenAt > STALE_MS || takenBy !== mark);
    if (isAsked || isStale) await takeAlong();
  });

async function bringBack() {
  const waiting = await all("queue");
  for (let start = 0; start < waiting.length; start += AT_ONCE) {
    const some = waiting.slice(start, start + AT_ONCE);
    const { stored, refused } = await post("/offline/answers", { answers: some.map(asSent) });
    const words = Object.values(refused);
    if (words.length) await note("refused", [...((await about("refused")) ?? []), ...words]);
    await dropAnswers([...stored, ...Object.keys(refused)]);
  }
}

async function takeAlong() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const { items, mark } = await post("/offline/pack", { zone });
  await keepItems(items, mark);
  const pictures = items.flatMap((item) => [...item.asked.matchAll(/<img[^>]+src="(\/media\/[^"]+)"/g)]);
  const cache = await caches.open("quiz-pictures");
  await cache.addAll([...new Set(pictures.map((found) => found[1]))]);
}

// By this device's clock only how long ago an answer was given is told, never when.
const asSent = ({ name, turn, fields, at, elapsed_s }) => ({
  name,
  turn,
  fields,
  ago_s: Math.max(0, Date.now() - at) / 1000,
  elapsed_s,
});

async function post(address, body) {
  const { token } = await ask("/offline/token", {});
  return ask(address, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Fragment": "true" },
  });
}

async function ask(address, options) {
  const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS), ...options });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
