// The worker of the app: where the server cannot be reached, pages become the kept one, which asks
// what was taken along. Everything else goes to the server as ever; a live game is left alone.
const CACHE = "quiz-{{ version }}";
const PICTURES = "quiz-pictures";
const PAGE = "{{ url_for('study.offline') }}";
const SHELL = [
  PAGE,
  {% for name in sheets %}
  "{{ asset('css/' ~ name ~ '.css') }}",
  {% endfor %}
  {% for name in vendored %}
  "{{ asset('vendor/' ~ name) }}",
  {% endfor %}
  "{{ asset('js/app.js') }}",
  {% for name in scripts %}
  "{{ url_for('static', filename='js/' ~ name) }}",
  {% endfor %}
  {% for name in fonts %}
  "{{ url_for('static', filename='vendor/' ~ name) }}",
  {% endfor %}
];
const LIVE = /^\/(play|host|screen|join|remote)(\/|$)/;
const PATIENCE_MS = 8000; // a line that is cut without a word never answers
const CUT_MS = 60000; // so long after that, files come from here at once

let cutAt = 0;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(take()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || LIVE.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/^\/(static|media)\//.test(pathname)) event.respondWith(file(request));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.map((address) => new Request(address, { credentials: "omit", cache: "no-cache" })));
  await self.skipWaiting();
}

async function take() {
  const old = (await caches.keys()).filter((name) => name.startsWith("quiz-") && ![CACHE, PICTURES].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request) {
  try {
    return await inTime(fetch(request));
  } catch {
    cutAt = Date.now();
    return (await kept(PAGE)) ?? Response.error();
  }
}

async function file(request) {
  const found = await kept(request);
  if (!found) return fetch(request);
  if (Date.now() - cutAt < CUT_MS) return found;
  return inTime(fetch(request)).catch(() => found);
}

const kept = (what) => caches.match(what, { ignoreVary: true });

function inTime(answer) {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("no answer")), PATIENCE_MS));
  return Promise.race([answer, late]);
}
