// Photos that were shared from the phone's gallery and wait for the page; the service worker put them there.

const CACHE = "shared";

/** The photos, which wait no longer; none where nothing has arrived. */
export async function takeShared() {
  const cache = await caches.open(CACHE);
  const photos = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    const name = decodeURIComponent(kept.headers.get("X-Name") ?? "photo");
    photos.push(new File([await kept.blob()], name, { type: kept.headers.get("Content-Type") ?? "" }));
  }
  await caches.delete(CACHE);
  return photos;
}
