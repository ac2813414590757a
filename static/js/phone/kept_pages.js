// The site's pages, their styles and scripts: fetched into a cache, a few at a time.

import { addresses } from "./kept.js";
import { ask, put, received } from "./pieces.js";
import { site } from "./site.js";

const AT_ONCE = 6;

/** What is there is not fetched again. `tell` hears how many are there. Throws a Refusal. */
export async function fetchPages(cache, pages, tell, signal) {
  const there = await addresses(cache);
  const missing = pages.map((page) => new URL(page, site).href).filter((url) => !there.has(url));
  let count = pages.length - missing.length;
  while (missing.length) {
    const next = missing.splice(0, AT_ONCE);
    await Promise.all(next.map((url) => fetchPage(cache, url, signal)));
    tell((count += next.length));
  }
}

/**
 * As an answer of its own: some hosts send a browser from x.html to x, and as that, no page could
 * be shown from what is kept.
 */
async function fetchPage(cache, url, signal) {
  const answer = await ask(url, { signal });
  const body = await received(answer);
  const headers = new Headers(answer.headers);
  // It is unpacked by now.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  await put(cache, url, body, headers);
}
