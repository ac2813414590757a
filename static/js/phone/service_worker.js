// The service worker. In front of it the server writes SITE: the site's version, and two addresses.
// With a network everything comes from there; without one, from what this phone keeps.

/** The answer to a request for what is kept must begin within so many milliseconds. */
const PATIENCE = 4000;
/** Once one did not, nothing that is kept is waited for, for so many milliseconds. */
const RESPITE = 30_000;
/** What engine/files.json lists: the engine, and the field guide's photos. */
const ENGINE = /^(engine|gallery|static\/js\/engine|static\/vendor\/onnxruntime-web)\//;
/** The network and its runtime: what is in them is in their names. */
const NAMED = /\.(onnx|packed)$/;

let hungAt = -RESPITE;

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
  if (SITE.share_target && address === SITE.manifest) return event.respondWith(manifest(request));
  event.respondWith(ENGINE.test(address) ? fromEngine(request) : fromSite(request));
});

/** Relative to the site's first page; null beyond it. */
function addressOf({ url }) {
  const { scope } = registration;
  return url.startsWith(scope) ? url.slice(scope.length).replace(/[?#].*/, "") : null;
}

/** The version that is there as a whole, as {version, find}; see kept.js. Null without one. */
async function whole() {
  for (const name of await caches.keys()) {
    const [, version] = name.match(/^site-(.*)/) ?? [];
    const find = (request) => caches.match(request, { cacheName: name });
    if (version && await find(new URL("engine/files.json", registration.scope))) return { version, find };
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
  return (await kept.find(request)) ?? fetch(request);
}

async function fromSite(request) {
  const isPage = request.mode === "navigate";
  const find = (await whole())?.find;
  const kept = await (isPage && find ? keptPage(find, request) : find?.(request));
  if (kept && performance.now() - hungAt < RESPITE) return kept;
  try {
    const answer = await (kept ? begun(request) : fetch(request));
    return kept && answer.status >= 500 ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    if (isPage) return (await find?.(SITE.not_kept)) ?? Promise.reject(error);
    throw error;
  }
}

/** An answer that begins in time; the rest of it may take as long as it takes. */
async function begun(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    hungAt = performance.now();
    stop.abort();
  }, PATIENCE);
  try {
    return await fetch(request, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** By its address, by the file's that such a host shows there, or by the one it is to be found at. */
async function keptPage(find, { url }) {
  const [, address, rest] = url.match(/^([^?#]*)(.*)$/);
  const file = address + (address.endsWith("/") ? "index.html" : ".html");
  const kept = await find(address) ?? await find(file);
  if (kept) return kept;
  const folder = addressOf({ url }) === SITE.shared ? registration.scope : `${address}/`;
  const isThere = await find(folder) ?? await find(`${folder}index.html`);
  return isThere && Response.redirect(folder + rest);
}

/** Photos from the gallery wait for the first page, which makes them smaller and asks who may see them. */
async function shared(request) {
  try {
    const photos = (await request.formData()).getAll("photo");
    await caches.delete("shared");
    const cache = await caches.open("shared");
    await Promise.all(photos.map((photo, place) => cache.put(`${place}`, new Response(photo, {
      headers: { "Content-Type": photo.type, "X-Name": encodeURIComponent(photo.name) },
    }))));
  } catch {
    // No room: the page says that nothing has arrived.
  }
  return Response.redirect("./?shared", 303);
}

/** A host of files takes no photo, so its manifest offers to share one only where we are there. */
async function manifest(request) {
  const answer = await fromSite(request);
  if (!answer.ok) return answer;
  const told = { ...await answer.json(), share_target: SITE.share_target };
  return new Response(JSON.stringify(told), {
    headers: { "Content-Type": "application/manifest+json" },
  });
}
