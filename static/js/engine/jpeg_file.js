// What a JPEG says of itself beside its pixels (ITU-T T.81, annex B).

const END = 0xd9;
const EXIF = 0xe1;
const NOT_FRAMES = [0xc4, 0xc8, 0xcc];

/** Stuffed zeros, restarts and filling: no marker that ends the coded pixels of a scan. */
const WITHIN_A_SCAN = [0x00, 0xff, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7];

/** What could stand where a file is cut off: pixels, then restarts with pixels. */
const JUNK = Array.from({ length: 254 }, (_, number) => 0xfe - number);
const MORE = [
  ...Array(16).fill(JUNK),
  ...Array.from({ length: 64 }, (_, number) => [0xff, 0xd0 + (number % 8), ...JUNK]),
].flat();

export function isJpeg(bytes) {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

/**
 * The size of its first picture as it is stored, where its Exif blocks begin, and whether the end
 * of the picture is there.
 */
export function partsOf(bytes) {
  const parts = { width: 0, height: 0, exif: [], ended: false };
  let at = nextMarker(bytes, 2);
  while (at >= 0 && !parts.ended) {
    const marker = bytes[at + 1];
    const length = word(bytes, at + 2);
    if (marker === EXIF) parts.exif.push(at);
    if (isFrame(marker)) {
      parts.height = word(bytes, at + 5);
      parts.width = word(bytes, at + 7);
    }
    parts.ended = marker === END;
    if (marker < 0xc0 || (marker > 0xef && marker !== 0xfe)) break;
    at = nextMarker(bytes, at + 2 + length);
  }
  return parts;
}

/** The same picture, which no decoder turns: its Exif is no longer called so. */
export function unturned(bytes, { exif }) {
  const copy = bytes.slice();
  for (const at of exif) copy.fill(0, at + 4, at + 8);
  return copy;
}

/** The same picture with an end mark, and before that, if asked for, `more` that could be pixels. */
export function completed(bytes, more = false) {
  const added = [...(more ? MORE : []), 0xff, END];
  const longer = new Uint8Array(bytes.length + added.length);
  longer.set(bytes);
  longer.set(added, bytes.length);
  return longer;
}

function isFrame(marker) {
  return marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.includes(marker);
}

function nextMarker(bytes, from) {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && WITHIN_A_SCAN.includes(bytes[at + 1])) at = bytes.indexOf(0xff, at + 1);
  return at >= 0 && at + 1 < bytes.length ? at : -1;
}

function word(bytes, at) {
  return (bytes[at] << 8) | bytes[at + 1];
}
