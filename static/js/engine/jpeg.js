// A JPEG's pixels, as birdapp/recognition/photos/jpeg.py and Pillow's draft mode get them.

import { orientationOf } from "../metadata.js";
import { completed, firstPicture } from "./jpeg_file.js";
import { checkSize } from "./limits.js";
import { averaged, whole } from "./pixels.js";
import { reduce } from "./reduce.js";
import { Refusal } from "./refusal.js";
import { upright } from "./upright.js";

const STEPS = [8, 4, 2];

/** Whether this browser's decoder makes a JPEG smaller when asked; known once it was asked. */
let decodesSmaller = "ImageDecoder" in globalThis;

/** Upright, and decoded at a half, a quarter or an eighth if neither side falls below the limit. */
export async function openJpeg(bytes, limits) {
  const picture = firstPicture(bytes, limits.sentences);
  checkSize(picture, limits);
  const factor = Math.floor(Math.min(picture.width, picture.height) / limits.working_side);
  const step = STEPS.find((one) => one <= factor) ?? 1;
  const image = await pixelsOf(picture, step).catch((error) => {
    throw new Refusal("damaged", limits.sentences.damaged, error);
  });
  const rest = Math.floor(Math.min(image.width, image.height) / limits.working_side);
  const turn = picture.exif ? await orientationOf(new Blob([picture.exif])) : 1;
  return upright(rest < 2 ? image : reduce(image, rest, rest), turn);
}

/** Where pixels are cut off, other bytes behind them give others. */
async function pixelsOf(picture, step) {
  const image = await decoded(completed(picture), picture, step);
  if (picture.ended || isSame(image, await decoded(completed(picture, true), picture, step))) return image;
  throw new Error("cut off");
}

async function decoded(bytes, size, step) {
  const image = step > 1 && decodesSmaller ? await decodedSmaller(bytes, size, step) : null;
  if (image) return image;
  const bitmap = await createImageBitmap(new Blob([bytes]));
  try {
    return averaged(bitmap, step);
  } finally {
    bitmap.close();
  }
}

/**
 * Like the server's, the decoder leaves out what the smaller picture would not show, which spares
 * time and memory. Null where it does not.
 */
async function decodedSmaller(bytes, size, step) {
  const width = Math.ceil(size.width / step);
  const height = Math.ceil(size.height / step);
  const wanted = { type: "image/jpeg", data: bytes, desiredWidth: width, desiredHeight: height };
  let decoder;
  let frame;
  try {
    decoder = new ImageDecoder(wanted);
    frame = (await decoder.decode()).image;
    decodesSmaller = frame.displayWidth < size.width;
    const isAsWanted = frame.displayWidth === width && frame.displayHeight === height;
    return isAsWanted ? whole(frame, width, height) : null;
  } catch {
    return null;
  } finally {
    frame?.close();
    decoder?.close();
  }
}

function isSame(image, other) {
  return image.data.length === other.data.length
    && image.data.every((value, at) => value === other.data[at]);
}
