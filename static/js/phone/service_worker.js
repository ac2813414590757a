// The service worker. In front of it the server writes SITE: which pages belong to this version.
// With a network everything comes from there; without one, from what this phone keeps.

/** A page that is kept is not waited for longer than so many milliseconds. */
const PATIENCE = 4000;
const KEPT_PAGES = `site-${SITE.version}`;
/** What a host of plain files says to photos, and a site to whom it has limited. */
const NOBODY = [404, 405, 429];
const ENGINE = /^(engine|static\/js\/engine|static\/vendor\/onnxruntime-web)\//;

addEventListener("install", (event) => event.waitUntil(keepPages()));

addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = addressOf(request);
  // What is being fetched to be kept asks the site itself.
  if (address === null || request.cache === "no-store") return;
  if (request.method === "POST" && address === SITE.shared) event.respondWith(shared(request));
  if (request.method !== "GET") return;
  event.respondWith(ENGINE.test(address) ? fromEngine(request) : fromSite(request));
});

/** Relative to the site's first page; null beyond it. */
function addressOf({ url }) {
  const { scope } = registration;
  return url.startsWith(scope) ? url.slice(scope.length).replace(/[?#].*/, "") : null;
}

async function keepPages() {
  const cache = await caches.open(KEPT_PAGES);
  await Promise.all(SITE.pages.map((page) => keepPage(cache, page || "./")));
}

/** Some hosts send a browser from x.html to x; as that, no page could be shown from what is kept. */
async function keepPage(cache, page) {
  const answer = await fetch(page, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status} ${page}`);
  const { body, headers } = answer;
  await cache.put(page, answer.redirected ? new Response(body, { headers }) : answer);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("site-") && name !== KEPT_PAGES);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** All of the engine is of one version, so what is kept goes before what the site has. */
async function fromEngine(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith("engine-")) continue;
    const cache = await caches.open(name);
    const isComplete = await cache.match(new URL("engine/files.json", registration.scope));
    const kept = isComplete && await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
  }
  return fetch(request);
}

async function fromSite(request) {
  const isPage = request.mode === "navigate";
  const cache = await caches.open(KEPT_PAGES);
  const kept = isPage ? await keptPage(cache, request) : await cache.match(request);
  try {
    const answer = await fetch(request, { signal: kept && isPage ? AbortSignal.timeout(PATIENCE) : null });
    return kept && answer.status >= 500 ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    if (isPage) return (await cache.match(SITE.not_kept)) ?? Promise.reject(error);
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
