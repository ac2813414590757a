// The day a photo was taken, read from its Exif in the browser; it is not sent.

import { canBe } from "./day.js";
import { directory, firstDirectory, readExif, words } from "./exif.js";

const DATE_TAKEN = 0x9003;
const EXIF_DIRECTORY = 0x8769;

/** The date as YYYY-MM-DD, or "" where the photo does not say, or says what cannot be. */
export async function photoDate(file) {
  const exif = await readExif(file);
  if (!exif) return "";
  const inside = directory(exif, firstDirectory(exif), EXIF_DIRECTORY);
  const date = words(exif, inside, DATE_TAKEN).slice(0, 10).replaceAll(":", "-");
  return canBe(date) ? date : "";
}
