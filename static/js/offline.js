// Learning without a connection: asks what was taken along, keeps the answers, and sends them when
// the server can be reached again. What an answer is worth, the server says; here it is only
// compared with the key.
import { about, all, keepAnswer, note, wipe } from "./device.js";
import { sync } from "./sync.js";

const A_DAY_MS = 20 * 3600 * 1000; // of one claim, one question in so long
const RETRY_MS = 15000;
const KEPT = "taken-along";

export const isPossible = () => isSecureContext && "serviceWorker" in navigator && "locks" in navigator;

// On every page of a device that took something along.
export function keepInStep() {
  const tryIt = () => sync().then(changed, () => {});
  window.addEventListener("online", tryIt);
  document.addEventListener("visibilitychange", () => document.hidden || tryIt());
  setInterval(async () => !document.hidden && (await all("queue")).length && tryIt(), RETRY_MS);
  tryIt();
  for (const form of document.querySelectorAll("[data-forget]")) form.addEventListener("submit", forget);
}

export async function startOffline(page) {
  const part = (name) => page.querySelector(`[data-when="${name}"]`);
  const sheet = page.querySelector("[data-sheet]");
  let asked = null;
  let askedAt = 0;
  let kind = "review";

  page.querySelector("[data-absent]").hidden = true;
  page.addEventListener("click", (event) => acts[event.target.closest("[data-do]")?.dataset.do]?.());
  page.addEventListener("submit", answer);
  window.addEventListener("device:changed", () => part("asking").hidden && overview());
  const acts = {
    take: () => busy(async () => {
      await navigator.serviceWorker.register("/sw.js");
      await sync(true);
      await navigator.serviceWorker.ready;
      if (localStorage.getItem(KEPT) !== "yes") keepInStep();
      localStorage.setItem(KEPT, "yes");
    }),
    remove: () => busy(remove),
    review: () => begin("review"),
    practice: () => begin("practice"),
    next: () => next(),
    back: () => overview(),
  };
  await overview();

  async function busy(work) {
    say("");
    page.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch {
      say("That did not work: the server cannot be reached. Try again when you are connected.");
    }
    page.removeAttribute("aria-busy");
    await overview();
  }

  async function overview() {
    asked = null;
    const [items, queue, takenAt, refused] = await Promise.all([
      all("items"), all("queue"), about("takenAt"), about("refused"),
    ]);
    show(takenAt ? "kept" : "none");
    const count = (name, n) => page.querySelectorAll(`[data-count="${name}"]`).forEach((e) => (e.textContent = n));
    const due = { review: coming(items, "review"), practice: coming(items, "practice") };
    for (const [name, found] of Object.entries(due)) {
      count(name, found.length);
      page.querySelector(`[data-do="${name}"]`).hidden = !found.length;
    }
    page.querySelector("[data-nothing]").hidden = due.review.length + due.practice.length > 0;
    count("later", items.filter((item) => item.kind === "review").length - due.review.length);
    count("waiting", queue.length === 1 ? "1 answer waits" : `${queue.length} answers wait`);
    page.querySelector("[data-waiting]").hidden = !queue.length;
    count("taken", takenAt ? new Date(takenAt).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }) : "");
    count("refused", [...new Set(refused ?? [])].join(" "));
    page.querySelector("[data-refused]").hidden = !refused?.length;
    if (refused?.length) await note("refused", []);
  }

  async function begin(what) {
    kind = what;
    await next();
  }

  async function next() {
    const found = coming(await all("items"), kind);
    if (!found.length) return overview();
    asked = found[0];
    askedAt = performance.now();
    show("asking");
    page.querySelector("[data-left]").textContent = `${asked.title ? `${asked.title} · ` : ""}${found.length} left`;
    sheet.innerHTML = asked.asked;
    settle();
    sheet.querySelector("#stem").focus();
  }

  async function answer(event) {
    event.preventDefault();
    const form = event.target.closest("[data-form]");
    const item = asked;
    if (!form || !item) return;
    asked = null; // a second press while this one is kept is none
    const { submitter } = event;
    const fields = filledIn(form, submitter);
    const { name, turn, group, card } = item;
    const [at, elapsed_s] = [Date.now(), (performance.now() - askedAt) / 1000];
    const siblings = (await all("items")).filter((other) => other.group === group && other.name !== name);
    const later = siblings.map((other) => ({ ...other, from: Math.max(other.from, at + A_DAY_MS) }));
    await keepAnswer({ name, turn, card, fields, at, elapsed_s }, later);
    tell(item, form, fields, submitter);
    changed();
    sync().then(changed, () => {});
  }

  function tell(item, form, fields, submitter) {
    const own = page.querySelector("[data-own]").content.cloneNode(true);
    const verdict = verdictOf(item, fields);
    if (submitter?.matches(".tile")) submitter.setAttribute("aria-pressed", "true");
    for (const control of form.elements) control.disabled = true;
    form.querySelector("[data-send]")?.closest("p").remove();
    own.querySelector("[data-own-form]").append(form);
    own.querySelector("details").open = verdict === "compare";
    const told = document.createElement("div");
    told.className = "answered";
    told.innerHTML = item.told;
    told.firstElementChild.prepend(page.querySelector(`[data-verdict="${verdict}"]`).content.cloneNode(true));
    told.firstElementChild.append(own);
    told.append(page.querySelector("[data-onwards]").content.cloneNode(true));
    sheet.querySelector(".asked").replaceWith(told);
    sheet.querySelector("#verdict").focus();
  }

  function show(name) {
    for (const each of page.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== name;
    page.querySelector("[data-head]").hidden = name === "asking";
    if (name !== "asking") sheet.replaceChildren();
  }

  function say(words) {
    page.querySelector("[data-said]").textContent = words;
  }
}

// What may be asked now, in order.
function coming(items, kind) {
  return items
    .filter((item) => item.kind === kind && item.from <= Date.now())
    .sort((one, other) => one.place - other.place);
}

function filledIn(form, submitter) {
  const fields = {};
  for (const [name, value] of new FormData(form, submitter)) {
    if (value !== "") (fields[name] ??= []).push(value);
  }
  return fields;
}

// `right`, `wrong` where there is one right pick, else `compare`; `unscored` where nothing is right.
function verdictOf(item, fields) {
  if (!item.exact) return "unscored";
  const given = Object.keys(fields).filter((name) => name !== "sure" && !(name in item.typed));
  const names = new Set([...given, ...Object.keys(item.exact)]);
  const isExact = [...names].every((name) => isSame(fields[name] ?? [], item.exact[name] ?? []));
  const isTyped = Object.entries(item.typed).every(([name, words]) => words.includes(plain(fields[name]?.[0] ?? "")));
  if (isExact && isTyped) return "right";
  const isOnePick = Object.keys(item.typed).length === 0 && item.exact.choice?.length === 1;
  return isOnePick && fields.choice?.length === 1 ? "wrong" : "compare";
}

const isSame = (one, other) => one.length === other.length && one.every((value) => other.includes(value));

// As core/spelling.py compares words.
function plain(text) {
  const folded = text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/[\p{M}\p{P}]/gu, "");
  const words = folded.trim().split(/\s+/);
  if (words.length > 1 && ["a", "an", "the"].includes(words[0])) words.shift();
  return words.join("");
}

async function remove() {
  localStorage.removeItem(KEPT);
  await wipe();
}

async function forget(event) {
  const form = event.target;
  event.preventDefault();
  await remove();
  form.submit();
}

const changed = () => window.dispatchEvent(new Event("device:changed"));
const settle = () => document.dispatchEvent(new CustomEvent("htmx:after:settle"));
