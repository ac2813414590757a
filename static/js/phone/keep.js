// Keeping the site on this device: the service worker for its pages, and the engine, checked.

import { Refusal } from "../engine/refusal.js";
import { erase, KEPT, load, store } from "../storage.js";
import { fetchInto, put } from "./pieces.js";

const LIST = "engine/files.json";

const NO_WORKER = "This browser cannot keep sites, or not in a private window. You can still use the site with a network.";
const NO_LIST = "The list of what to keep could not be fetched. Are you online?";

/** Addresses are relative to the site's first page. */
const site = new URL("../../../", import.meta.url);

/**
 * What is kept: its `version`, or null; whether a part has arrived; whether the browser threw it away.
 * Nothing, where the browser lets nobody look.
 */
export async function state() {
  try {
    const version = await complete();
    const isBegun = (await engines()).length > 0;
    return { version, isBegun, isLost: !version && load(KEPT) !== undefined && !isBegun };
  } catch {
    return { version: null, isBegun: false, isLost: false };
  }
}

/**
 * Keep pages and engine. `tell` hears the share that has arrived. Throws a Refusal; what has arrived
 * by then is there the next time.
 */
export async function keep(tell = () => {}, signal = null) {
  const files = await register() && await list();
  const cache = await open(`engine-${files.version}`);
  const before = await caches.open(`engine-${await complete()}`);
  let arrived = 0;
  for (const file of files.files) {
    const whole = { ...file, url: new URL(file.address, site).href };
    const inCache = await cache.match(whole.url);
    const same = inCache || await sameAsBefore(before, whole);
    if (!inCache && same) await put(cache, whole.url, await same.blob(), Object.fromEntries(same.headers));
    if (!same) await fetchInto(cache, whole, (bytes) => tell((arrived + bytes) / files.bytes), signal);
    tell((arrived += file.bytes) / files.bytes);
  }
  const text = JSON.stringify(files);
  await put(cache, new URL(LIST, site), text, { "Content-Type": "application/json" });
  await forgetEngines(files.version);
  store(KEPT, files.version);
  // Not waited for: Firefox asks the visitor, who need not answer. A refusal changes nothing here.
  navigator.storage?.persist?.().catch(() => {});
}

/** Whether the site has another version than the one that is kept. */
export async function isOutdated() {
  const kept = await complete();
  return kept !== null && (await list()).version !== kept;
}

/** Keep nothing any more. */
export async function forget() {
  erase(KEPT);
  const names = (await caches.keys()).filter((name) => /^(engine|site)-|^shared$/.test(name));
  await Promise.all(names.map((name) => caches.delete(name)));
  const registration = await navigator.serviceWorker.getRegistration(site.href);
  await registration?.unregister();
}

async function register() {
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", site), { scope: site.href });
    return await navigator.serviceWorker.ready;
  } catch (error) {
    throw new Refusal("no_worker", NO_WORKER, error);
  }
}

async function list() {
  try {
    const answer = await fetch(new URL(LIST, site), { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await answer.json();
  } catch (error) {
    throw new Refusal("broken_off", NO_LIST, error);
  }
}

async function open(name) {
  try {
    return await caches.open(name);
  } catch (error) {
    throw new Refusal("no_worker", NO_WORKER, error);
  }
}

async function sameAsBefore(before, { url, sha256 }) {
  const told = await (await before.match(new URL(LIST, site)))?.json();
  const twin = told?.files.find((file) => file.sha256 === sha256);
  return twin && before.match(new URL(twin.address, site).href);
}

/** The version of the engine that is there as a whole; null without one. */
async function complete() {
  for (const name of await engines()) {
    const cache = await caches.open(name);
    if (await cache.match(new URL(LIST, site))) return name.replace("engine-", "");
  }
  return null;
}

async function engines() {
  return (await caches.keys()).filter((name) => name.startsWith("engine-"));
}

async function forgetEngines(version) {
  const others = (await engines()).filter((name) => name !== `engine-${version}`);
  await Promise.all(others.map((name) => caches.delete(name)));
}
