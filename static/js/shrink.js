// A photo made small before it is sent: upright, cropped, without metadata.

const LONGEST_SIDE = 1280;
const ENOUGH_BYTES = 450_000;
const QUALITIES = [0.85, 0.75, 0.6, 0.45, 0.3];
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

/**
 * The part `box` (fractions of the photo) of a file as a small JPEG, without place and date.
 * What this browser cannot draw, such as HEIC in most, comes back as it is, but for the place.
 */
export async function shrink(file, box = WHOLE) {
  let photo;
  try {
    photo = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    const { withoutPlace } = await import("./photo_place.js");
    return withoutPlace(file);
  }
  const canvas = draw(photo, box, LONGEST_SIDE);
  photo.close();
  let jpeg = file;
  for (const quality of QUALITIES) {
    jpeg = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (jpeg.size <= ENOUGH_BYTES) break;
  }
  return jpeg;
}

/** A square thumbnail of a drawn image, as a data URI. */
export function thumbnail(image, side = 96) {
  const width = image.naturalWidth;
  const height = image.naturalHeight;
  const square = Math.min(width, height);
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const corner = [(width - square) / 2, (height - square) / 2];
  canvas.getContext("2d").drawImage(image, ...corner, square, square, 0, 0, side, side);
  return canvas.toDataURL("image/jpeg", 0.7);
}

function draw(photo, box, longest) {
  const width = box.width * photo.width;
  const height = box.height * photo.height;
  const scale = Math.min(1, longest / Math.max(width, height));
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
