// A photo's bytes without what a camera writes beside the pixels: place, date, names.

import { firstDirectory, numbers, readExif } from "./exif.js";

const ORIENTATION = 0x0112;

/** The photo with its pixels untouched; as it is where it is no JPEG that can be walked through. */
export async function withoutMetadata(photo) {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  try {
    const pieces = kept(bytes, new DataView(bytes.buffer), await turned(photo));
    return new Blob(pieces, { type: photo.type });
  } catch (error) {
    if (error instanceof RangeError) return photo;
    throw error;
  }
}

/** Whether a photo that is no JPEG may hold metadata, by the names of the parts that would. */
export async function mayHoldMetadata(photo) {
  const text = new TextDecoder("latin1").decode(await photo.arrayBuffer());
  return !text.startsWith("\xff\xd8") && /eXIf|EXIF|Exif|XMP |[tzi]TXt|tEXt/.test(text);
}

/**
 * Pieces of a JPEG: all but Exif, XMP, IPTC, comments, other pictures and what follows the end.
 * `turn` is the Exif that is left.
 */
function kept(bytes, view, turn) {
  if (view.getUint16(0) !== 0xffd8) throw new RangeError("no JPEG");
  const pieces = [bytes.subarray(0, 2), turn];
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda || marker === 0xd9) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (belongsToPixels(view, at, marker)) pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return [...pieces, bytes.subarray(at, endOfPicture(view, at))];
}

/** Tables, JFIF (APP0), the colour profile (APP2) and Adobe's colour mark (APP14). */
function belongsToPixels(view, at, marker) {
  if (marker === 0xe2) return view.getUint32(at + 4) === 0x4943435f;
  return marker === 0xe0 || marker === 0xee || marker < 0xe0;
}

/** How a JPEG is to be turned, from 1 (not at all) to 8, as Exif has it. */
export async function orientationOf(photo) {
  const found = await readExif(photo);
  const told = found ? numbers(found, firstDirectory(found), ORIENTATION) : [];
  return told.find((turn) => turn >= 1 && turn <= 8) ?? 1;
}

/** Exif that says nothing but how the photo is held. */
async function turned(photo) {
  const turn = await orientationOf(photo);
  const exif = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  const entry = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
  return new Uint8Array(turn > 1 ? [...exif, ...entry] : []);
}

/** Behind the first end mark after the scans; tables between scans may hold bytes like it. */
function endOfPicture(view, scan) {
  let at = scan;
  while (at + 3 < view.byteLength) {
    const marker = view.getUint8(at) === 0xff ? view.getUint8(at + 1) : 0;
    if (marker === 0xd9) return at + 2;
    const isSegment = marker >= 0xc0 && marker < 0xff && !(marker >= 0xd0 && marker <= 0xd8);
    at += isSegment ? 2 + view.getUint16(at + 2) : 1;
  }
  return view.byteLength;
}
