// Heatmaps of the whole photo; birdapp/recognition/heatmaps.py says why.

import { onPhoto } from "./identification.js";
import { round } from "./numbers.js";
import { resize } from "./resize.js";
import { paste } from "./view.js";

/** Where on the photo the network saw a bird, as a grey image: white where most. */
export function overPhoto({ maps, closer, seen }, slug, photo, longest) {
  const scale = longest / Math.max(photo.width, photo.height);
  const width = Math.max(1, round(scale * photo.width));
  const height = Math.max(1, round(scale * photo.height));
  const box = onPhoto(closer, seen);
  const [left, right] = [box[0], box[2]].map((share) => round(width * share));
  const [top, bottom] = [box[1], box[3]].map((share) => round(height * share));
  const whole = { width, height, data: new Uint8Array(3 * width * height) };
  const heat = shades(maps.of(slug), maps.width, maps.height);
  paste(resize(heat, Math.max(1, right - left), Math.max(1, bottom - top)), whole, left, top);
  return whole;
}

/** An image as a PNG's data URI. */
export async function toDataUri({ width, height, data }) {
  const pixels = new ImageData(width, height);
  pixels.data.fill(255);
  for (let place = 0; place < width * height; place++) {
    pixels.data.set(data.subarray(3 * place, 3 * place + 3), 4 * place);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return new FileReaderSync().readAsDataURL(await canvas.convertToBlob({ type: "image/png" }));
}

function shades(map, width, height) {
  const largest = Math.fround(Math.max(1e-6, ...map));
  const data = new Uint8Array(3 * map.length);
  map.forEach((value, place) => {
    const shade = round(Math.fround(Math.fround(255 * Math.max(0, value)) / largest));
    data.fill(shade, 3 * place, 3 * place + 3);
  });
  return { width, height, data };
}
