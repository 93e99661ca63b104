// The live game's page: keeps the room's state fresh by the stream, by polls where the stream
// fails, and refetches whenever the page comes back into view. A page is never more than one
// poll behind what the server has.
import { startAnswers, showAnswered } from "./answers.js";
import { setServerTime, tick } from "./countdown.js";

const SILENCE_MS = 2000; // a beat comes every 1.5 s
const DEAD_MS = 7000;
const POLL_MS = 2000;
const LOOK_MS = 500;
const TICK_MS = 200;

export function startRoom(room) {
  let heardAt = Date.now();
  let seen = "";
  let polledAt = 0;
  let polling = null;

  function heard() {
    heardAt = Date.now();
    banner(false);
  }

  function fresh() {
    tick();
    showAnswered();
  }

  function poll() {
    polling ??= ask().finally(() => (polling = null));
    return polling;
  }

  async function ask() {
    polledAt = Date.now();
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
  room.addEventListener("htmx:sse:error", poll);
  // A browser opens few connections to one server: a tab that nobody sees opens none.
  room.addEventListener("htmx:config:request", (event) => document.hidden && event.preventDefault());
  document.addEventListener("visibilitychange", () => document.hidden || poll());
  window.addEventListener("pageshow", (event) => event.persisted && poll());
  window.addEventListener("online", poll);

  setInterval(() => {
    const silentMs = Date.now() - heardAt;
    if (document.hidden || silentMs < SILENCE_MS || Date.now() - polledAt < POLL_MS) return;
    if (silentMs > DEAD_MS) reconnect();
    poll();
  }, LOOK_MS);

  startAnswers(room, poll);
  setInterval(fresh, TICK_MS);
  fresh();
}

function banner(isLost) {
  const line = document.querySelector("[data-connection]");
  if (line) line.hidden = !isLost;
}
