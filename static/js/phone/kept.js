// What this device keeps: pages and engine of a version in one cache, whole once its list is in it.

import { LIST, site } from "./site.js";

const PREFIX = "site-";

/** The cache of a version, to write to: it is made where there is none. */
export function open(version) {
  return caches.open(PREFIX + version);
}

/** What is kept of a version under an address. Unlike `open`, this brings back no cache that another window deletes. */
export function find(version, address) {
  return caches.match(address, { cacheName: PREFIX + version });
}

/** The versions of which anything is kept. */
export async function begun() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}

/** The version that is there as a whole; null without one. */
export async function whole() {
  for (const version of await begun()) {
    if (await find(version, LIST)) return version;
  }
  return null;
}

/** Whether all that the list of a whole version names is there. */
export async function lacksNothing(version) {
  const { pages, files } = await (await find(version, LIST)).json();
  const addressed = [...pages, ...files.map(({ address }) => address)];
  const found = await Promise.all(addressed.map((address) => find(version, new URL(address, site))));
  return found.every(Boolean);
}

/** What a cache holds. */
export async function addresses(cache) {
  return new Set((await cache.keys()).map(({ url }) => url));
}

/** Keep no other version than this, if any. */
export async function forgetAllBut(version = null) {
  const others = (await begun()).filter((other) => other !== version);
  await Promise.all(others.map((other) => caches.delete(PREFIX + other)));
}
