// What tells one photo from another in the life list, and one part of it from the whole.

/** Some figures of a photo's size and beginning: the same each time it is chosen. */
export async function photoId(file) {
  const bytes = new Uint8Array(await file.slice(0, 131_072).arrayBuffer());
  // FNV-1a; crypto.subtle is missing on a site without HTTPS.
  const hash = bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  return `${file.size}-${hash.toString(16)}`;
}

/** The id of a part, by its corners in per cent: two birds of one photo are two sightings. */
export function partId(id, box) {
  if (!id || !box) return id;
  const corners = [box.x, box.y, box.x + box.width, box.y + box.height];
  return `${id}@${corners.map((share) => Math.round(100 * share)).join("-")}`;
}

/** The id of the photo that a part is of. */
export function wholeId(id) {
  return id.split("@")[0];
}
