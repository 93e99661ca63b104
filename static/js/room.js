// The live game's page: keeps the room's state fresh by the stream, by polls where the stream
// fails, and refetches whenever the page comes back into view. A page is never more than one
// poll behind what the server has.
import { startAnswers, showAnswered } from "./answers.js";
import { setServerTime, startCountdown, tick } from "./countdown.js";

const SILENCE_MS = 7000; // a beat comes every 5 s
const POLL_MS = 2000;

export function startRoom(room) {
  let heardAt = Date.now();
  let seen = "";
  let isPolling = false;

  function heard() {
    heardAt = Date.now();
    banner(false);
  }

  function fresh() {
    showAnswered();
    tick();
  }

  async function poll() {
    if (isPolling) return;
    isPolling = true;
    try {
      const answer = await fetch(`${room.dataset.state}?seen=${seen}`, {
        headers: { "X-Fragment": "true" },
        cache: "no-store",
        signal: AbortSignal.timeout(5000),
      });
      if ([403, 404, 410].includes(answer.status)) location.reload();
      if (!answer.ok) throw new Error(`state: ${answer.status}`);
      setServerTime(Date.parse(answer.headers.get("Date")) + 500);
      if (answer.status === 200) {
        seen = answer.headers.get("X-State") ?? "";
        await htmx.swap({
          sourceElement: room,
          target: room,
          swap: "innerMorph",
          text: await answer.text(),
        });
      }
      banner(false);
    } catch {
      banner(true);
    } finally {
      isPolling = false;
    }
  }

  // A stream whose line went dead without a word is opened anew.
  function reconnect() {
    const connection = room._htmx?.sse;
    connection?.reader?.cancel().catch(() => {});
    connection?.abortController?.abort?.();
  }

  room.addEventListener("beat", (event) => {
    setServerTime(Number(event.detail?.data));
    heard();
  });
  room.addEventListener("unseated", () => location.reload());
  room.addEventListener("htmx:sse:after:message", () => {
    heard();
    seen = "";
  });
  room.addEventListener("htmx:after:settle", fresh);
  document.addEventListener("visibilitychange", () => document.hidden || poll());
  window.addEventListener("pageshow", (event) => event.persisted && poll());
  window.addEventListener("online", poll);

  setInterval(() => {
    if (document.hidden || Date.now() - heardAt < SILENCE_MS) return;
    reconnect();
    poll();
  }, POLL_MS);

  startAnswers(room, poll);
  startCountdown();
  fresh();
}

function banner(isLost) {
  const line = document.querySelector("[data-connection]");
  if (line) line.hidden = !isLost;
}
