// A photo as it is sent: small, upright, cropped, without place and date.

import { isHonest } from "./honest_canvas.js";
import { mayHoldMetadata, withoutMetadata } from "./metadata.js";
import { withoutPlace } from "./photo_place.js";

const LONGEST_SIDE = 1600;
const ENOUGH_BYTES = 700_000;
const FEW_PIXELS = 300_000;
const QUALITIES = [0.92, 0.85, 0.7, 0.5, 0.3];
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

/**
 * What is sent of a file: the part `box` (fractions of the photo) as a small picture. What is small
 * already and of a type that the server reads (`accepted`, as in an input's accept) keeps its pixels
 * as they are, and so does what this browser cannot draw, or would falsify. The place where it was
 * taken stays here all the same.
 *
 * Rejects where the file cannot be read.
 */
export async function sendable(file, accepted, box) {
  const bytes = new Blob([await file.arrayBuffer()], { type: file.type });
  const photo = await decoded(bytes);
  if (!photo) return withoutPlace(bytes);
  const whole = !box && (await isSmall(bytes, photo, accepted));
  const drawn = whole || !(await isHonest()) ? null : await encoded(draw(photo, box ?? WHOLE));
  photo.close?.();
  return drawn ?? withoutPlace(await withoutMetadata(bytes));
}

/** A square thumbnail of an image, as a data URI; "" where this browser would falsify it. */
export async function thumbnail(image, side = 96) {
  if (!(await isHonest())) return "";
  await image.decode();
  const width = image.naturalWidth;
  const height = image.naturalHeight;
  const square = Math.min(width, height);
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const corner = [(width - square) / 2, (height - square) / 2];
  canvas.getContext("2d").drawImage(image, ...corner, square, square, 0, 0, side, side);
  return dataUri(await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.7)));
}

function dataUri(picture) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result));
    reader.readAsDataURL(picture);
  });
}

/** The photo, upright; null where this browser cannot show it, such as HEIC in most. */
async function decoded(bytes) {
  try {
    return await createImageBitmap(bytes, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

async function isSmall(bytes, { width, height }, accepted) {
  if (bytes.size > ENOUGH_BYTES || Math.max(width, height) > LONGEST_SIDE) return false;
  return accepted.split(",").includes(bytes.type) && !(await mayHoldMetadata(bytes));
}

/** Few pixels without a loss, more of them as JPEG; null where the browser does not say. */
async function encoded(canvas) {
  const isSmall = canvas.width * canvas.height <= FEW_PIXELS;
  const ways = QUALITIES.map((quality) => ["image/jpeg", quality]);
  let picture = null;
  for (const way of isSmall ? [["image/png"], ...ways] : ways) {
    picture = await new Promise((done) => canvas.toBlob(done, ...way));
    if (!picture || picture.size <= ENOUGH_BYTES) break;
  }
  return picture;
}

function draw(photo, box) {
  const width = box.width * photo.width;
  const height = box.height * photo.height;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  // JPEG knows no transparency: what is transparent becomes white, as on the server.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const part = [box.x * photo.width, box.y * photo.height, width, height];
  context.drawImage(photo, ...part, 0, 0, canvas.width, canvas.height);
  return canvas;
}
