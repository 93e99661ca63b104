// What this device keeps of learning alone: questions that were taken along, answers that wait.
// An answer and its question change places in one transaction, so that neither is lost or doubled.

const NAME = "study";
const STORES = { items: "name", queue: "name", about: "key" };

let opened = null;

export const all = (store) => read(store, (s) => s.getAll());
export const about = async (key) => (await read("about", (s) => s.get(key)))?.value;
export const note = (key, value) => write(["about"], (s) => s.about.put({ key, value }));

// The questions in place of the earlier ones; what was answered meanwhile is not asked again.
export async function keepItems(items, takenBy) {
  const waiting = new Set((await all("queue")).map((answer) => answer.card));
  await write(["items", "about"], (s) => {
    s.items.clear();
    items.forEach((item, place) => waiting.has(item.card) || s.items.put({ ...item, place }));
    s.about.put({ key: "takenAt", value: Date.now() });
    s.about.put({ key: "takenBy", value: takenBy });
  });
}

// `later`: questions of the same claim, which wait for another day.
export const keepAnswer = (answer, later) =>
  write(["items", "queue"], (s) => {
    s.queue.put(answer);
    s.items.delete(answer.name);
    later.forEach((item) => s.items.put(item));
  });

export const dropAnswers = (names) => write(["queue"], (s) => names.forEach((name) => s.queue.delete(name)));

// Everything goes: questions, answers, and the worker with its files.
export async function wipe() {
  (await opened)?.close();
  opened = null;
  await new Promise((done) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = done;
  });
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = () => fail(request.error);
  });
  return opened;
}

async function read(store, ask) {
  const database = await open();
  return new Promise((done, fail) => {
    const request = ask(database.transaction(store).objectStore(store));
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function write(stores, change) {
  const database = await open();
  return new Promise((done, fail) => {
    const transaction = database.transaction(stores, "readwrite");
    transaction.oncomplete = () => done();
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
    change(Object.fromEntries(stores.map((name) => [name, transaction.objectStore(name)])));
  });
}
