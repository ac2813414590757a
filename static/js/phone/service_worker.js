// The service worker. In front of it the server writes SITE: the site's version, and two addresses.
// With a network everything comes from there; without one, from what this phone keeps.

/** A page that is kept is not waited for longer than so many milliseconds. */
const PATIENCE = 4000;
/** What a host of plain files says to photos, and a site to whom it has limited. */
const NOBODY = [404, 405, 429];
/** What engine/files.json lists: the engine, and the field guide's photos. */
const ENGINE = /^(engine|gallery|static\/js\/engine|static\/vendor\/onnxruntime-web)\//;
/** The network and its runtime: what is in them is in their names. */
const NAMED = /\.(onnx|packed)$/;

/** What is kept is the page's business, so a newer worker can take over at once. */
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = addressOf(request);
  // What is being fetched to be kept asks the site itself.
  if (address === null || ["no-store", "reload"].includes(request.cache)) return;
  if (request.method === "POST" && address === SITE.shared) event.respondWith(shared(request));
  if (request.method !== "GET") return;
  event.respondWith(ENGINE.test(address) ? fromEngine(request) : fromSite(request));
});

/** Relative to the site's first page; null beyond it. */
function addressOf({ url }) {
  const { scope } = registration;
  return url.startsWith(scope) ? url.slice(scope.length).replace(/[?#].*/, "") : null;
}

/** The version that is there as a whole, as {version, cache}; see kept.js. Null without one. */
async function whole() {
  for (const name of await caches.keys()) {
    const [, version] = name.match(/^site-(.*)/) ?? [];
    const cache = version && await caches.open(name);
    if (await cache?.match(new URL("engine/files.json", registration.scope))) return { version, cache };
  }
  return null;
}

/**
 * All of the engine is of one version with the pages: what is kept goes before what the site has
 * while the site has the same. When it has another, its pages get its own engine.
 */
async function fromEngine(request) {
  const kept = await whole();
  if (NAMED.test(request.url)) return (await caches.match(request)) ?? fetch(request);
  if (kept?.version !== SITE.version) return fromSite(request);
  return (await kept.cache.match(request)) ?? fetch(request);
}

async function fromSite(request) {
  const isPage = request.mode === "navigate";
  const cache = (await whole())?.cache;
  const kept = !cache ? undefined : isPage ? await keptPage(cache, request) : await cache.match(request);
  try {
    const answer = await fetch(request, { signal: kept && isPage ? AbortSignal.timeout(PATIENCE) : null });
    return kept && answer.status >= 500 ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    if (isPage) return (await cache?.match(SITE.not_kept)) ?? Promise.reject(error);
    throw error;
  }
}

/** By its address, or by the file's that such a host shows there. */
async function keptPage(cache, { url }) {
  const address = url.replace(/[?#].*/, "");
  const file = address + (address.endsWith("/") ? "index.html" : ".html");
  return await cache.match(address) ?? cache.match(file);
}

/** Photos from the gallery: the site answers; where it may not or cannot, the first page does. */
async function shared(request) {
  const copy = request.clone();
  if (!(await caches.match("never-send"))) {
    try {
      const answer = await fetch(request);
      if (answer.status < 500 && !NOBODY.includes(answer.status)) return answer;
    } catch {
      // No network: what was shared waits for the page.
    }
  }
  const cache = await caches.open("shared");
  const photos = (await copy.formData()).getAll("photo");
  await Promise.all(photos.map((photo, place) => cache.put(`${place}`, new Response(photo, {
    headers: { "Content-Type": photo.type, "X-Name": encodeURIComponent(photo.name) },
  }))));
  return Response.redirect("./?shared", 303);
}
