// “Never send my photos”: remembered by this browser, and guarded by the service worker, without which
// what is shared from the gallery would go to the site.

import { erase, load, NEVER, store } from "../storage.js";
import { isRegistered, register } from "./registered.js";

/** So many milliseconds may pass until the worker is there. */
const PATIENCE = 20_000;

/** Whether photos stay on this device. */
export function isNever() {
  return load(NEVER) === true;
}

/**
 * Remember it, at once: somebody who taps and leaves has said it, whether the worker is there by then
 * or not. False where the browser refuses.
 */
export function setNever(on) {
  return on ? store(NEVER, true) : erase(NEVER);
}

/** See to it that the worker is there, which hands what is shared to the page. False where it cannot be. */
export async function guard() {
  // A browser without workers installs no site, and so none can be shared with.
  if (!navigator.serviceWorker) return true;
  try {
    const isLate = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    const isThere = (await isRegistered()) ? navigator.serviceWorker.ready : register();
    await Promise.race([isThere, isLate]);
    return true;
  } catch {
    return false;
  }
}
