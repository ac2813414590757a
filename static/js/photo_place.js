// Where a photo was taken, read from its Exif in the browser; it is not sent.

import { directory, entries, firstDirectory, fractions, readExif, words } from "./exif.js";

const GPS_DIRECTORY = 0x8825;
const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;
const ERROR_METRES = 0x1f;

/** Latitude and longitude in degrees and the error in metres; null where the photo does not say. */
export async function photoPlace(file) {
  const exif = await readExif(file);
  const gps = exif && directory(exif, firstDirectory(exif), GPS_DIRECTORY);
  if (!gps) return null;
  const latitude = degrees(exif, gps, LATITUDE, LATITUDE_REF, "NS", 90);
  const longitude = degrees(exif, gps, LONGITUDE, LONGITUDE_REF, "EW", 180);
  // Cameras that had no fix yet write zeros.
  if (Number.isNaN(latitude + longitude) || (latitude === 0 && longitude === 0)) return null;
  const [error = 0] = fractions(exif, gps, ERROR_METRES);
  return { latitude, longitude, accuracy: Number.isFinite(error) && error > 0 ? error : 0 };
}

/** Degrees, minutes and seconds as one number; NaN where the half of the globe is not said. */
function degrees(exif, gps, tag, refTag, halves, most) {
  const parts = fractions(exif, gps, tag).slice(0, 3);
  const half = halves.indexOf(words(exif, gps, refTag).trim().charAt(0).toUpperCase() || "?");
  // What follows the degrees may be left out, as 0/0.
  const value = parts.reduce((sum, part, place) => {
    const share = place && Number.isNaN(part) ? 0 : part;
    return sum + share / 60 ** place;
  }, parts.length ? 0 : NaN);
  if (half < 0 || !(value >= 0 && value <= most)) return NaN;
  return half ? -value : value;
}

/** The same file with its place blotted out; nothing else is changed. */
export async function withoutPlace(file) {
  const exif = await readExif(file);
  const gps = exif && directory(exif, firstDirectory(exif), GPS_DIRECTORY);
  if (!gps) return file;
  const pieces = [];
  let done = 0;
  const values = entries(exif, gps).filter(({ size }) => size).sort((a, b) => a.at - b.at);
  for (const { at, size } of values) {
    const start = Math.max(done, exif.start + at);
    const end = exif.start + at + size;
    if (end <= start) continue;
    pieces.push(file.slice(done, start), new Uint8Array(end - start));
    done = end;
  }
  return new Blob([...pieces, file.slice(done)], { type: file.type });
}
