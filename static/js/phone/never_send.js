// “Never send my photos”: remembered by this browser, and told to the service worker.

import { erase, load, NEVER, store } from "../storage.js";

const KEY_OF_WORKER = "never-send";
const MARK = new URL("../../../never-send", import.meta.url);

/** Whether photos stay on this device. */
export function isNever() {
  return load(NEVER) === true;
}

/** Remember it. False where the browser refuses. */
export async function setNever(on) {
  // At once: somebody who taps and leaves has said it.
  const isRemembered = on ? store(NEVER, true) : erase(NEVER);
  // The worker has no storage but caches; where they are refused, there is no worker.
  try {
    await caches.delete(KEY_OF_WORKER);
    if (on) await (await caches.open(KEY_OF_WORKER)).put(MARK, new Response());
  } catch {
    if (navigator.serviceWorker?.controller) return false;
  }
  return isRemembered;
}
