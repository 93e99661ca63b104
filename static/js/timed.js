// A test with a time: the ring runs down; at its end what is picked is sent, if it is an answer.
import { setServerTime, tick } from "./countdown.js";

const TICK_MS = 200;
const ROUND_TRIP_MS = 1500;

export function startTimed() {
  const first = clock();
  if (!first) return;
  setServerTime(Number(first.dataset.now));
  const timer = setInterval(() => {
    show();
    if (clock() && Date.now() >= endsAt) end();
  }, TICK_MS);
  const endsAt = Date.now() + Number(first.dataset.deadline) - Number(first.dataset.now);
  show();

  function show() {
    document.querySelectorAll("[data-timed]").forEach((ring) => {
      ring.hidden = false;
      ring.previousElementSibling.hidden = true;
    });
    tick();
  }

  function end() {
    clearInterval(timer);
    const address = clock().dataset.timed;
    const form = document.querySelector("#step .asked form");
    if (form?.checkValidity() && form.querySelector("[data-send]")) form.requestSubmit();
    setTimeout(() => location.assign(address), ROUND_TRIP_MS);
  }
}

const clock = () => document.querySelector("[data-timed]");
