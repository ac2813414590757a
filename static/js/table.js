// The rows of a CSV file: read as any spreadsheet writes them, and written so that any reads them.

const DELIMITERS = [",", ";", "\t"];

/** The text of a file: UTF-8, with or without its mark, UTF-16, or Windows' own letters. */
export function decode(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Rows of cells. The delimiter is the one that is most frequent in the first row, unless the file
 * names it itself, as `sep=;`.
 */
export function rows(text) {
  const named = /^sep=(.)(?:\r\n?|\n)/.exec(text);
  const table = named ? text.slice(named[0].length) : text;
  return split(table, named?.[1] ?? sniff(table));
}

/** Rows of cells as CSV. */
export function written(table) {
  const quote = (text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return table.map((cells) => `${cells.map(quote).join(",")}\n`).join("");
}

function sniff(table) {
  const [head] = table.split(/[\r\n]/, 1);
  const count = (delimiter) => head.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

function split(table, delimiter) {
  const found = [[]];
  const ends = delimiter.replace(/[^\p{L}\p{N}\s]/u, "\\$&");
  // A cell in quotes, or one without, and what ends it; a quote that is never closed is a letter.
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${ends}\\r\\n]*))(${ends}|\\r?\\n|\\r|$)`, "y");
  let end = "\n";
  while (cell.lastIndex < table.length) {
    const [, quoted, plain, mark] = cell.exec(table);
    found.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (mark && mark !== delimiter) found.push([]);
    end = mark;
  }
  if (end === delimiter) found.at(-1).push("");
  return found;
}
