// The day a JPEG was taken, read from its Exif in the browser; it is not sent.

const DATE_TAKEN = 0x9003;
const EXIF_BLOCK = 0x8769;

/** The date as YYYY-MM-DD, or "" where the photo does not say. */
export async function photoDate(file) {
  const view = new DataView(await file.slice(0, 131_072).arrayBuffer());
  try {
    return dateIn(view, exifStart(view));
  } catch (error) {
    // Broken Exif points outside the file; the photo itself may be fine.
    if (error instanceof RangeError) return "";
    throw error;
  }
}

function exifStart(view) {
  if (view.getUint16(0) !== 0xffd8) return -1;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
  }
  return -1;
}

function dateIn(view, start) {
  if (start < 0) return "";
  const little = view.getUint16(start) === 0x4949;
  const block = entry(view, start, view.getUint32(start + 4, little), EXIF_BLOCK, little);
  const at = block && entry(view, start, block, DATE_TAKEN, little);
  if (!at) return "";
  const text = String.fromCharCode(...new Uint8Array(view.buffer, start + at, 10));
  return /^\d{4}:(0[1-9]|1[0-2]):\d\d$/.test(text) ? text.replaceAll(":", "-") : "";
}

function entry(view, start, directory, tag, little) {
  const first = start + directory + 2;
  const count = view.getUint16(start + directory, little);
  for (let at = first; at < first + 12 * count; at += 12) {
    if (view.getUint16(at, little) === tag) return view.getUint32(at + 8, little);
  }
  return 0;
}
