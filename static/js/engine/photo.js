// From a file to upright RGB pixels, made smaller as birdapp/recognition/photos does it.
// The browser decodes, brings colours to sRGB, and takes an animation's first frame.

import { readExif } from "../exif.js";
import { orientationOf } from "../metadata.js";
import { formatOf } from "./formats.js";
import { openJpeg } from "./jpeg.js";
import { checkSize } from "./limits.js";
import { averaged, picked } from "./pixels.js";
import { Refusal } from "./refusal.js";
import { upright } from "./upright.js";

/** Formats that browsers turn by Exif, or not, each in its own way. */
const TURNED_HERE = ["PNG", "WebP"];

/** Throws a Refusal where the file is not a photo that this browser reads. */
export async function openPhoto(file, limits) {
  const { sentences } = limits;
  if (!file.size) throw new Refusal("empty", sentences.empty);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const format = formatOf(bytes);
  if (!format) throw new Refusal("not_a_photo", sentences.not_a_photo);
  if (format === "JPEG") return openJpeg(bytes, limits);
  try {
    if (!TURNED_HERE.includes(format)) return await decoded(file, bytes, limits);
    const image = await decoded(await unturned(file, bytes, format), bytes, limits);
    return upright(image, await orientationOf(file));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (TURNED_HERE.includes(format)) throw new Refusal("damaged", sentences.damaged, error);
    throw new Refusal("not_a_photo", cannotRead(format), error);
  }
}

function cannotRead(format) {
  return `This browser cannot read this ${format} photo. Please save it as a JPEG, and choose that.`;
}

async function decoded(file, bytes, limits) {
  const bitmap = await createImageBitmap(file);
  try {
    checkSize(bitmap, limits);
    const factor = Math.floor(Math.min(bitmap.width, bitmap.height) / limits.working_side);
    if (factor < 2) return averaged(bitmap, 1);
    return isPicked(bytes) ? picked(bitmap, factor) : averaged(bitmap, factor);
  } finally {
    bitmap.close();
  }
}

/** The same picture without Exif that a browser would turn it by. */
async function unturned(file, bytes, format) {
  const { start } = await readExif(file) ?? {};
  if (!start) return file;
  if (format === "WebP") return new Blob([bytes.subarray(0, start), new Uint8Array(2), bytes.subarray(start + 2)]);
  const { at, end } = chunkAround(bytes, start);
  return new Blob([bytes.subarray(0, at), bytes.subarray(end)]);
}

/** The chunk of a PNG in which something stands: length, name, content, checksum. */
function chunkAround(bytes, place) {
  const view = new DataView(bytes.buffer);
  let [at, end] = [0, 8];
  while (end <= place) [at, end] = [end, end + 12 + view.getUint32(end)];
  return { at, end };
}

/** Palettes and what may be transparent are not averaged by the server, nor is black and white. */
function isPicked(head) {
  const word = (from) => String.fromCharCode(...head.subarray(from, from + 4));
  if (word(12) === "IHDR") {
    const [depth, colours] = head.subarray(24, 26);
    return [3, 4, 6].includes(colours) || (colours === 0 && [1, 16].includes(depth));
  }
  if (word(12) === "VP8X") return Boolean(head[20] & 0x10);
  return word(12) === "VP8L" && Boolean(head[24] & 0x10);
}
