// A JPEG's first picture, taken apart as birdapp/recognition/photos/jpeg.py does it (ITU-T T.81,
// annex B). What the two take for a whole picture must be the same.

import { Missing } from "./jpeg_scans.js";
import { Refusal } from "./refusal.js";

const START = [0xff, 0xd8];
const [DHT, EOI, SOS, APP0, EXIF, ICC, ADOBE, COMMENT] = [0xc4, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xfe];
const NOT_FRAMES = [DHT, 0xc8, 0xcc];

/** Stuffed zeros, restarts and filling: no marker that ends the coded pixels of a scan. */
const WITHIN_A_SCAN = [0x00, 0xff, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7];

const MOST_SEGMENTS = 5000;
const MOST_SCANS = 50;

/** What could stand where a file is cut off: pixels, then restarts with pixels. */
const JUNK = Array.from({ length: 254 }, (_, number) => 0xfe - number);
const MORE = [
  ...Array(16).fill(JUNK),
  ...Array.from({ length: 64 }, (_, number) => [0xff, 0xd0 + (number % 8), ...JUNK]),
].flat();

/**
 * Its size as it is stored; its `file` without Exif, by which a decoder would turn it, and without
 * an end mark; a file of that `exif` alone; and whether it `ended` with a mark. Throws a Refusal
 * where it is not there as a whole.
 */
export function firstPicture(bytes, sentences) {
  const picture = { width: 0, height: 0, exif: null, ended: false };
  const header = [new Uint8Array(START)];
  const missing = new Missing();
  let [scans, first, end] = [0, 0, bytes.length];
  for (const { marker, at, content } of segments(bytes, sentences)) {
    if (!isWithin(marker) || (missing.isNone() && marker !== SOS && marker !== DHT)) {
      picture.ended = marker === EOI;
      end = at;
      break;
    }
    if (marker === SOS) {
      first ||= at;
      missing.takeOff(content);
      if (++scans > MOST_SCANS) throw new Refusal("damaged", sentences.too_slow);
    }
    if (isFrame(marker)) missing.begin(content);
    if (!first) readHeader(picture, header, marker, content);
  }
  if (!first || !(picture.ended || missing.isNone())) throw new Refusal("damaged", sentences.damaged);
  return { ...picture, file: joined([...header, bytes.subarray(first, end)]) };
}

/** The picture with an end mark, and before that, if asked for, `more` that could be pixels. */
export function completed({ file }, more = false) {
  const last = file.findLastIndex((byte) => byte !== 0xff);
  return joined([file.subarray(0, last + 1), more ? MORE : [], [0xff, EOI]]);
}

function readHeader(picture, header, marker, content) {
  if (isFrame(marker)) {
    picture.height = word(content, 1);
    picture.width = word(content, 3);
  }
  const isNeeded = marker < APP0 || [APP0, ICC, ADOBE].includes(marker);
  if (isNeeded) header.push(segment(marker, content));
  const isExif = marker === EXIF && String.fromCharCode(...content.subarray(0, 5)) === "Exif\0";
  if (isExif) picture.exif ??= joined([START, segment(marker, content)]);
}

function* segments(bytes, sentences) {
  let at = START.length;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    at = nextMarker(bytes, at);
    if (at < 0) return;
    const marker = bytes[at + 1];
    const length = isWithin(marker) ? word(bytes, at + 2) : 0;
    yield { marker, at, content: bytes.subarray(at + 4, Math.max(at + 4, at + 2 + length)) };
    at += 2 + length;
  }
  throw new Refusal("damaged", sentences.too_slow);
}

function segment(marker, content) {
  const length = content.length + 2;
  return joined([[0xff, marker, length >> 8, length & 0xff], content]);
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Markers of what a picture consists of; each comes with a length. */
function isWithin(marker) {
  return (marker >= 0xc0 && marker < 0xf0 && marker !== START[1] && marker !== EOI) || marker === COMMENT;
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
