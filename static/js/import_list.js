// Sightings from a file: what this page has exported, or what a spreadsheet has made of it.

import { dayFirst } from "./day_first.js";
import { clean } from "./life_list.js";
import { decode, rows } from "./table.js";

/**
 * The sightings in a file's bytes, and a sentence for each row that was not understood.
 * `known` maps the labels of the birds to their names. Throws where it is no such file.
 */
export function read(bytes, known) {
  const text = decode(bytes).trim();
  const labels = new Map([...known].map(([label, name]) => [folded(name), label]));
  const found = text.startsWith("[") ? fromJson(text) : fromCsv(text);
  const sightings = [];
  const faults = [];
  for (const [where, { species, date, ...others }] of found) {
    const label = known.has(species) ? species : labels.get(folded(species));
    if (!label) {
      faults.push(`${where}: “${species ?? ""}” is no bird of our list; left out.`);
      continue;
    }
    const day = dayFirst(String(date ?? ""));
    if (date && !day) faults.push(`${where}: the date “${date}” was not understood; kept without it.`);
    sightings.push(clean({ ...others, species: label, date: day }));
  }
  return { sightings, faults };
}

function fromJson(text) {
  return JSON.parse(text).map((entry, index) => [`Entry ${index + 1}`, Object(entry)]);
}

/** Rows are counted as a spreadsheet counts them; empty ones hold nothing. */
function fromCsv(text) {
  const [head, ...body] = rows(text);
  const names = head.map(folded);
  if (!names.includes("species")) throw new SyntaxError("no column “species”");
  return body
    .map((cells, index) => [`Row ${index + 2}`, cells])
    .filter(([, cells]) => cells.some(Boolean))
    .map(([where, cells]) => [where, Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]))]);
}

function folded(text) {
  return String(text ?? "").trim().toLowerCase();
}
