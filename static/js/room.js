// The live game's page: keeps the room's state fresh by the stream, by polls where the stream
// fails, and refetches whenever the page comes back into view. A page is never more than one
// poll behind what the server has.
import { startAnswers, showAnswered } from "./answers.js";
import { setServerTime, tick } from "./countdown.js";

const SILENCE_MS = 2000; // a beat comes every 1.5 s
const DEAD_MS = 7000;
const POLL_MS = 2000;
const SOONEST_MS = 300; // after a line broke
const CALM_MS = 2000; // a longer way back than this is meant for a hall: nobody polls meanwhile
const LOOK_MS = 500;
const TICK_MS = 200;

export function startRoom(room) {
  let heardAt = Date.now();
  let seen = "";
  let polledAt = 0;
  let polling = null;
  let backWithinMs = 0; // as the server asks with each state

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

  // Each page comes back at a moment of its own, so that a hall does not return as one.
  function spread(connection) {
    const config = connection?.config;
    if (!config) return;
    backWithinMs = config.reconnectDelay;
    config.reconnectDelay = SOONEST_MS + Math.random() * Math.max(0, backWithinMs - SOONEST_MS);
    config.reconnectMaxDelay = Math.max(CALM_MS, backWithinMs);
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
  room.addEventListener("htmx:sse:after:message", (event) => {
    heard();
    seen = "";
    if (!event.detail?.message?.event) spread(event.detail?.connection);
  });
  room.addEventListener("htmx:after:settle", fresh);
  room.addEventListener("htmx:sse:error", () => backWithinMs > CALM_MS || poll());
  // A browser opens few connections to one server: a tab that nobody sees opens none.
  room.addEventListener("htmx:config:request", (event) => document.hidden && event.preventDefault());
  document.addEventListener("visibilitychange", () => document.hidden || poll());
  window.addEventListener("pageshow", (event) => event.persisted && poll());
  window.addEventListener("online", poll);

  setInterval(() => {
    const silentMs = Date.now() - heardAt;
    const waitsMs = backWithinMs > CALM_MS ? backWithinMs : 0;
    if (document.hidden || silentMs < SILENCE_MS + waitsMs) return;
    if (Date.now() - polledAt < POLL_MS + waitsMs) return;
    if (silentMs > DEAD_MS + waitsMs) reconnect();
    poll();
  }, LOOK_MS);

  spread(room._htmx?.sse); // the first state may be here before this script is
  startAnswers(room, poll);
  setInterval(fresh, TICK_MS);
  fresh();
}

function banner(isLost) {
  const line = document.querySelector("[data-connection]");
  if (line) line.hidden = !isLost;
}
