// What tells one photo from another in the life list.

/** Some figures of a photo's size and beginning: the same each time it is chosen. */
export async function photoId(file) {
  const bytes = new Uint8Array(await file.slice(0, 131_072).arrayBuffer());
  // FNV-1a; crypto.subtle is missing on a site without HTTPS.
  const hash = bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  return `${file.size}-${hash.toString(16)}`;
}
