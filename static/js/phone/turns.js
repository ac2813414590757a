// One window at a time keeps the site; who deletes it ends that in all of them.

import { Refusal } from "../engine/refusal.js";

const NAME = "birds.keep";

export const DELETED = "The site was deleted from this device, so it is not fetched any more.";

/**
 * Do `work` once no other window does. It is given a signal, which aborts when `signal` does or
 * somebody deletes; then this ends at once, whatever the work waits for.
 */
export async function inTurn(work, signal) {
  const stop = new AbortController();
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", () => stop.abort(new Refusal("deleted", DELETED)));
  signal?.addEventListener("abort", () => stop.abort(signal.reason));
  const done = navigator.locks.request(NAME, { signal: stop.signal }, () => work(stop.signal));
  try {
    return await Promise.race([done, aborted(stop.signal)]);
  } finally {
    channel.close();
  }
}

/** Rejects when `signal` aborts: raced with what does not listen to signals. */
export function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

/** End what others do in their turn, then do `work`. */
export async function first(work) {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage("deleted");
  channel.close();
  await navigator.locks.request(NAME, work);
}
