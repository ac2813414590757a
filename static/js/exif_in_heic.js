// Where the Exif block stands in a HEIC file. Source: ISO/IEC 14496-12 (boxes, iinf, iloc) and 23008-12.

import { bytes, text } from "./exif.js";

const LARGEST_INDEX = 1_000_000;

/** Start and length of the block, the mark before it included; null where there is none. */
export async function inHeic(file) {
  const meta = await topBox(file, "meta");
  if (!meta) return null;
  const view = await bytes(file, meta.at, Math.min(meta.size, LARGEST_INDEX));
  const inside = boxes(view, 4, view.byteLength);
  const names = inside.find(({ name }) => name === "iinf");
  const places = inside.find(({ name }) => name === "iloc");
  const item = names && exifItem(view, names);
  const found = item && places && placeOf(view, places, item);
  if (!found) return null;
  // The block is preceded by how many bytes come before its byte order.
  const before = 4 + (await bytes(file, found.start, 4)).getUint32(0);
  return { start: found.start + before, length: found.length - before };
}

async function topBox(file, wanted) {
  for (let at = 0, box = 0; at < file.size && box < 100; box += 1) {
    const head = await bytes(file, at, 16);
    const size = head.getUint32(0) === 1 ? Number(head.getBigUint64(8)) : head.getUint32(0);
    if (text(head, 4) === wanted) return { at: at + 8, size: size - 8 };
    if (size < 8) return null;
    at += size;
  }
  return null;
}

function boxes(view, from, to) {
  const found = [];
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at);
    if (size < 8) break;
    found.push({ name: text(view, at + 4), at: at + 8, end: Math.min(at + size, to) });
    at += size;
  }
  return found;
}

function exifItem(view, { at, end }) {
  const first = at + 4 + (view.getUint8(at) ? 4 : 2);
  for (const entry of boxes(view, first, end)) {
    const version = view.getUint8(entry.at);
    if (version < 2) continue;
    const wide = version === 3;
    const number = wide ? view.getUint32(entry.at + 4) : view.getUint16(entry.at + 4);
    if (text(view, entry.at + (wide ? 10 : 8)) === "Exif") return number;
  }
  return 0;
}

/** The first extent of an item that lies in the file itself. */
function placeOf(view, { at, end }, wanted) {
  const version = view.getUint8(at);
  const sizes = view.getUint16(at + 4);
  const wide = version === 2;
  const indexed = version > 0 ? sizes & 15 : 0;
  const [offsets, lengths, bases] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const count = wide ? view.getUint32(at + 6) : view.getUint16(at + 6);
  let here = at + (wide ? 10 : 8);
  const next = (size) => {
    const value = size === 8 ? Number(view.getBigUint64(here)) : number(view, here, size);
    here += size;
    return value;
  };
  for (let item = 0; item < count && here < end; item += 1) {
    const id = next(wide ? 4 : 2);
    const way = version > 0 ? next(2) & 15 : 0;
    next(2);
    const base = next(bases);
    const extents = next(2);
    for (let extent = 0; extent < extents && here < end; extent += 1) {
      next(indexed);
      const [start, length] = [base + next(offsets), next(lengths)];
      if (id === wanted) return way === 0 ? { start, length } : null;
    }
  }
  return null;
}

function number(view, at, size) {
  if (size === 4) return view.getUint32(at);
  return size === 2 ? view.getUint16(at) : 0;
}
