// The list as our own CSV, without the pictures.

import { written } from "./table.js";

const COLUMNS = ["species", "date", "place", "said", "area", "name", "country"];
const BYTE_ORDER_MARK = "\ufeff";

/** The list as CSV; its first character tells Excel that it is UTF-8. */
export function toCsv(list) {
  const rows = list.map((sighting) => COLUMNS.map((column) => harmless(sighting[column])));
  return `${BYTE_ORDER_MARK}${written([COLUMNS, ...rows])}`;
}

/** A spreadsheet takes a cell that begins with one of these for a formula. */
function harmless(text) {
  return /^'*[=+\-@]/.test(text) ? `'${text}` : text;
}

/** What a cell held before it was made harmless. */
export function asItWas(text) {
  return text.replace(/^'(?='*[=+\-@])/, "");
}
