// The service worker: registered, and there to open pages without a network.

import { Refusal } from "../engine/refusal.js";
import { site } from "./site.js";

export const NO_WORKER =
  "This browser cannot keep sites, or not in a private window. You can still use the site with a network.";
export const NO_ANSWER = "The site did not answer, so it could not be fetched. Are you online? Please try again.";

const SCRIPT = new URL("service-worker.js", site);

/** Have the service worker of the site's version. Throws a Refusal. */
export async function register() {
  if (!navigator.serviceWorker) throw new Refusal("no_worker", NO_WORKER);
  try {
    const isOld = await isRegistered();
    const registration = await navigator.serviceWorker.register(SCRIPT, { scope: site.href });
    if (isOld) await registration.update();
    await activated(registration);
  } catch (error) {
    if (await isSent()) throw new Refusal("no_worker", NO_WORKER, error);
    throw new Refusal("broken_off", NO_ANSWER, error);
  }
}

/** Whether there is one. */
export async function isRegistered() {
  return (await registered()) !== undefined;
}

/** Have none any more. */
export async function unregister() {
  await (await registered())?.unregister();
}

function registered() {
  return navigator.serviceWorker.getRegistration(site.href);
}

/** The newest one; it does not wait for others. */
function activated(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("redundant"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function isSent() {
  try {
    return (await fetch(SCRIPT, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
