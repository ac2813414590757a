// Keeping the site on this device: its service worker, its pages, and its engine, checked.

import { Refusal } from "../engine/refusal.js";
import { tellRenewed } from "../engine/renewal.js";
import { erase, KEPT, load, store } from "../storage.js";
import { begun, find, forgetAllBut, lacksNothing, open, whole } from "./kept.js";
import { fetchPages } from "./kept_pages.js";
import { isNever } from "./never_send.js";
import { fetchInto, put } from "./pieces.js";
import { isRegistered, NO_ANSWER, NO_WORKER, register, unregister } from "./registered.js";
import { LIST, site } from "./site.js";
import { aborted, DELETED, first, inTurn } from "./turns.js";

const RENEWED = "The site was renewed while it was being fetched. Please try again.";
const FAILED = "The site could not be kept on this device. Please try again.";
/** So many bytes are a page's in what is told of the progress: its size is not known before. */
const PAGE = 8_000;

/**
 * What is kept: its `version`, or null; whether a part has arrived; whether the browser threw it away.
 * Nothing, where the browser lets nobody look.
 */
export async function state() {
  try {
    const version = await whole();
    const isReady = version !== null && await isRegistered() && await lacksNothing(version);
    const isBegun = (await begun()).length > 0;
    return { version: isReady ? version : null, isBegun, isLost: !isBegun && load(KEPT) !== undefined };
  } catch {
    return { version: null, isBegun: false, isLost: false };
  }
}

/**
 * Keep pages and engine; `isUpdate` where that is for who keeps the site already. `tell` hears the
 * share that has arrived. Throws a Refusal; what has arrived by then is there the next time.
 */
export async function keep(tell = () => {}, { signal, isUpdate = false } = {}) {
  try {
    await inTurn((stop) => fetchAll(tell, stop, isUpdate), signal);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("not_kept", error.name === "SecurityError" ? NO_WORKER : FAILED, error);
  }
  // Not waited for: Firefox asks the visitor, who need not answer. A refusal changes nothing here.
  navigator.storage?.persist?.().catch(() => {});
}

/** Whether the site has another version than the one that is kept. */
export async function isOutdated() {
  if (await whole() === null) return false;
  const { version } = await list();
  // Asked again: somebody may have deleted it meanwhile.
  const kept = await whole();
  return kept !== null && kept !== version;
}

/** Keep nothing any more. */
export async function forget() {
  await first(async () => {
    erase(KEPT);
    await forgetAllBut();
    await caches.delete("shared");
    // It guards what is shared from the gallery: that must not reach the site.
    if (!isNever()) await unregister();
  });
}

/** Pages and engine change together: when the list is there, the new version is, and the old one goes. */
async function fetchAll(tell, signal, isUpdate) {
  const before = await whole();
  if (isUpdate && before === null) throw new Refusal("deleted", DELETED);
  const told = await list(signal);
  signal.throwIfAborted();
  await Promise.race([register(), aborted(signal)]);
  const cache = await open(told.version);
  const all = told.pages.length * PAGE + told.bytes;
  await fetchPages(cache, told.pages, (count) => tell(count * PAGE / all), signal);
  await fetchEngine(cache, told, before, (bytes) => tell((told.pages.length * PAGE + bytes) / all), signal);
  if ((await list(signal)).version !== told.version) throw new Refusal("renewed", RENEWED);
  signal.throwIfAborted();
  await put(cache, LIST, JSON.stringify(told), { "Content-Type": "application/json" });
  await forgetAllBut(told.version);
  store(KEPT, told.version);
  if (before !== told.version) tellRenewed();
}

async function fetchEngine(cache, { files }, before, tell, signal) {
  let arrived = 0;
  for (const file of files) {
    const wanted = { ...file, url: new URL(file.address, site).href };
    const inCache = await cache.match(wanted.url);
    const same = inCache ?? await sameAsBefore(before, wanted);
    if (!inCache && same) await put(cache, wanted.url, await same.blob(), Object.fromEntries(same.headers));
    if (!same) await fetchInto(cache, wanted, (bytes) => tell(arrived + bytes), signal);
    tell((arrived += file.bytes));
  }
}

async function sameAsBefore(version, { sha256 }) {
  if (version === null) return undefined;
  const { files } = await (await find(version, LIST)).json();
  const twin = files.find((file) => file.sha256 === sha256);
  return twin && find(version, new URL(twin.address, site));
}

async function list(signal) {
  try {
    const answer = await fetch(LIST, { cache: "no-store", signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await answer.json();
  } catch (error) {
    throw new Refusal("broken_off", NO_ANSWER, error);
  }
}
