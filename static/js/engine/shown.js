// The photo and its heatmaps as the answer's page shows them; birdapp/web/answers/photo.py says why.

import { overPhoto } from "./heatmaps.js";

const QUALITY = 0.8;

/**
 * Of a photo and its answer: `photo` as a data URI, at most `side` pixels long, its `size`, the
 * `frame` of where the network looked closely (null where that was all), and `heatmaps` by bird.
 */
export async function toShow(photo, identification, lookedAt, slugs, side, page) {
  const picture = draw(photo, side);
  const drawn = slugs.map(async (slug) =>
    [slug, await coloured(overPhoto(identification, slug, picture, page.heatmap_side), page)]);
  return {
    photo: await toDataUri(picture, { type: "image/jpeg", quality: QUALITY }),
    size: [picture.width, picture.height],
    frame: frame(identification.closer, lookedAt, page.whole),
    heatmaps: Object.fromEntries(await Promise.all(drawn)),
  };
}

function frame([left, top, right, bottom], lookedAt, whole) {
  if (Math.min(right - left, bottom - top) >= whole) return null;
  return [lookedAt.left, lookedAt.top, lookedAt.right, lookedAt.bottom];
}

/** Not larger than it is. */
function draw(photo, side) {
  const scale = Math.min(1, side / Math.max(photo.width, photo.height));
  const [width, height] = [photo.width, photo.height].map((each) => Math.max(1, Math.round(scale * each)));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(canvasOf(photo), 0, 0, width, height);
  return context.canvas;
}

function canvasOf({ width, height, data }) {
  const pixels = new ImageData(width, height);
  for (let place = 0, from = 0; from < data.length; place += 4, from += 3) {
    pixels.data[place] = data[from];
    pixels.data[place + 1] = data[from + 1];
    pixels.data[place + 2] = data[from + 2];
    pixels.data[place + 3] = 255;
  }
  return canvasWith(pixels);
}

function coloured({ width, height, data }, { heatmap_colours: colours, heatmap_opacity: opacity }) {
  const pixels = new ImageData(width, height);
  for (let place = 0; place < width * height; place++) {
    const shade = data[3 * place];
    pixels.data.set([...colours.slice(3 * shade, 3 * shade + 3), opacity[shade]], 4 * place);
  }
  return toDataUri(canvasWith(pixels), { type: "image/png" });
}

function canvasWith(pixels) {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height);
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas;
}

async function toDataUri(canvas, kind) {
  return new FileReaderSync().readAsDataURL(await canvas.convertToBlob(kind));
}
