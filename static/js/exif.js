// The Exif block of a photo, found and read in the browser; nothing of it is sent.
// Sources: CIPA DC-008 (Exif), TIFF 6.0, the PNG specification's eXIf, RIFF for WebP.

const LARGEST = 1_000_000;
const MOST_PIECES = 20_000;
const SIZES = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8, 13: 4, 129: 1 };

/** How a value of type BYTE, SHORT or LONG is read. */
const WHOLE = { 1: "getUint8", 3: "getUint16", 4: "getUint32" };

/**
 * The Exif of a JPEG, PNG, WebP or HEIC file: where it stands in the file, a view of its bytes and
 * its byte order. Null where there is none that can be read.
 */
export async function readExif(file) {
  const place = await orNull(() => find(file));
  if (!place) return null;
  let start = place.start;
  // Some writers put JPEG's mark before the block in other formats too.
  if (text(await bytes(file, start, 4), 0) === "Exif") start += 6;
  const view = await bytes(file, start, Math.min(place.length, LARGEST));
  return orNull(() => {
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return null;
    const little = order === 0x4949;
    return view.getUint16(2, little) === 42 ? { start, view, little } : null;
  });
}

/** Where the first directory of an Exif block begins. */
export function firstDirectory({ view, little }) {
  return orNull(() => view.getUint32(4, little)) ?? 0;
}

/** The directory that an entry points to; 0 where there is none. */
export function directory(exif, parent, tag) {
  const found = entry(exif, parent, tag);
  return found ? (orNull(() => exif.view.getUint32(found.at, exif.little)) ?? 0) : 0;
}

/** The text of an entry, without what follows its end; "" where there is none. */
export function words(exif, parent, tag) {
  const found = entry(exif, parent, tag);
  return found ? text(exif.view, found.at, found.size).split("\0")[0] : "";
}

/** The first whole number of each entry of this tag. */
export function numbers(exif, parent, tag) {
  const { view, little } = exif;
  return entries(exif, parent)
    .filter((one) => one.tag === tag && one.size && one.type in WHOLE)
    .map(({ type, at }) => view[WHOLE[type]](at, little));
}

/** The fractions of an entry as numbers; none where there is none. */
export function fractions(exif, parent, tag) {
  const found = entry(exif, parent, tag);
  if (found?.type !== 5 && found?.type !== 10) return [];
  const read = found.type === 5 ? "getUint32" : "getInt32";
  const { view, little } = exif;
  return Array.from({ length: found.size / 8 }, (_, number) => {
    const at = found.at + 8 * number;
    return view[read](at, little) / view[read](at + 4, little);
  });
}

/** All entries of a directory, with where their values stand and how long they are. */
export function entries({ view, little }, at) {
  const found = [];
  const read = () => {
    const count = at ? view.getUint16(at, little) : 0;
    for (let here = at + 2; here < at + 2 + 12 * count; here += 12) {
      const type = view.getUint16(here + 2, little);
      const size = (SIZES[type] ?? 0) * view.getUint32(here + 4, little);
      const value = size > 4 ? view.getUint32(here + 8, little) : here + 8;
      if (value + size > view.byteLength) continue;
      found.push({ tag: view.getUint16(here, little), type, size, at: value });
    }
  };
  orNull(read);
  return found;
}

function entry(exif, parent, tag) {
  return entries(exif, parent).find((one) => one.tag === tag && one.size);
}

/** What `read` gives; null where it points outside the file, as broken Exif does. */
function orNull(read) {
  const failed = (error) => {
    if (error instanceof RangeError) return null;
    throw error;
  };
  try {
    const found = read();
    return found instanceof Promise ? found.catch(failed) : found;
  } catch (error) {
    return failed(error);
  }
}

/** Part of a file; shorter where the file ends before. */
export async function bytes(file, start, length) {
  return new DataView(await file.slice(start, start + length).arrayBuffer());
}

/** Bytes as text, a letter a byte. */
export function text(view, at, length = 4) {
  const end = Math.min(at + length, view.byteLength);
  let found = "";
  for (let here = at; here < end; here += 1) found += String.fromCharCode(view.getUint8(here));
  return found;
}

async function find(file) {
  const head = await bytes(file, 0, 12);
  if (head.getUint16(0) === 0xffd8) return inJpeg(file);
  if (head.getUint32(0) === 0x89504e47) return inPieces(file, 8, "eXIf");
  if (text(head, 0) === "RIFF" && text(head, 8) === "WEBP") return inPieces(file, 12, "EXIF");
  if (text(head, 4) !== "ftyp") return null;
  const { inHeic } = await import("./exif_in_heic.js");
  return inHeic(file);
}

async function inJpeg(file) {
  for (let at = 2, piece = 0; piece < MOST_PIECES; piece += 1) {
    const head = await bytes(file, at, 10);
    const kind = head.getUint8(1);
    if (head.getUint8(0) !== 0xff || kind === 0xda) return null;
    const length = kind === 0xff ? -1 : head.getUint16(2);
    if (kind === 0xe1 && text(head, 4) === "Exif") return { start: at + 10, length: length - 8 };
    at += 2 + length;
  }
  return null;
}

/** PNG's chunks have length, name, content and a checksum; RIFF's have name, length and content. */
async function inPieces(file, first, name) {
  const png = name === "eXIf";
  for (let at = first, piece = 0; piece < MOST_PIECES; piece += 1) {
    const head = await bytes(file, at, 8);
    const length = png ? head.getUint32(0) : head.getUint32(4, true);
    if (text(head, png ? 4 : 0) === name) return { start: at + 8, length };
    at += 8 + length + (png ? 4 : length % 2);
  }
  return null;
}
