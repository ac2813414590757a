// Which format a file has, by its first bytes: those that birdapp/recognition/photos/formats.py names.

/** Null for all that the server reads as no photo, though this browser may. */
export function formatOf(bytes) {
  const text = (from, to = from + 4) => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 3) === "\xff\xd8\xff") return "JPEG";
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "PNG";
  if (text(0) === "RIFF" && text(8) === "WEBP") return "WebP";
  if (text(4) !== "ftyp") return null;
  const brands = text(8, Math.min(bytes[3], 64));
  if (/avi[fs]/.test(brands)) return "AVIF";
  return /he[iv][cmsx]|mif1|msf1/.test(brands) ? "HEIC" : null;
}
