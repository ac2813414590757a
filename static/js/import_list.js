// Sightings from a file: one that this page has written, what a spreadsheet has made of it, or the
// download of a place where birders keep their lists.

import { dayFirst } from "./day_first.js";
import { folded } from "./known_birds.js";
import { clean } from "./life_list.js";
import { EBIRD } from "./list_formats.js";
import { decode, rows } from "./table.js";

const NONE = ["none", "none of these"];
const MONTH_FIRST = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/;

// What columns are called in our own files and in those of others; letters only.
const COLUMNS = {
  species: ["species"],
  genus: ["genus"],
  scientific: ["scientificname", "taxonname"],
  common: ["commonname", "vernacularname"],
  name: ["name"],
  date: ["date", "dateobserved", "observedon", "eventdate"],
  place: ["place", "placename", "placeguess", "location", "locationname", "locality"],
  area: ["area", "state", "stateprovince", "placestatename"],
  said: ["said"],
};

/**
 * The sightings in a file's bytes, a sentence for each row that was not understood, and the number
 * of rows with a bird that `known` does not know. Throws where it is no such file.
 */
export function read(bytes, known) {
  const text = decode(bytes).trim();
  const found = text.startsWith("[") ? fromJson(text) : fromCsv(text);
  const sightings = [];
  const faults = [];
  let unlisted = 0;
  for (const [where, entry] of found) {
    const species = speciesOf(entry, known);
    if (!species) {
      const bird = entry.common || entry.scientific || entry.species || "";
      faults.push(`${where}: “${bird}” is not on our list; left out.`);
      unlisted += 1;
      continue;
    }
    const date = dayFirst(String(entry.date ?? ""));
    if (entry.date && !date) faults.push(`${where}: we could not read the date “${entry.date}”; kept without a date.`);
    sightings.push(clean({ ...entry, species, date, area: known.areaOf(entry.area) }));
  }
  return { sightings, faults, unlisted };
}

/** The label of a row's bird: by its scientific name, else by any other; "other" has its own name. */
function speciesOf({ species, scientific, common, name }, known) {
  if (species === "other") return name && species;
  if (NONE.includes(folded(species))) return NONE[0];
  return known.labelOf(scientific, common || species || scientific);
}

function fromJson(text) {
  return JSON.parse(text).map((entry, index) => [`Entry ${index + 1}`, Object(entry)]);
}

/** Rows are counted as a spreadsheet counts them; empty ones hold nothing. */
function fromCsv(text) {
  const table = rows(text);
  const isHeadless = isEbirdRecord(table[0]);
  const [head, ...body] = isHeadless ? [EBIRD, ...table] : table;
  const fields = head.map(fieldOf);
  if (!["species", "scientific", "common"].some((field) => fields.includes(field))) {
    throw new SyntaxError("no column with birds");
  }
  // eBird writes the month first, unless it writes the year first.
  const isEbird = isHeadless || head.some((name) => letters(name) === "submissionid");
  return body
    .map((cells, index) => [`Row ${index + (isHeadless ? 1 : 2)}`, cells])
    .filter(([, cells]) => cells.some(Boolean))
    .map(([where, cells]) => [where, entryOf(fields, cells, isEbird)]);
}

function isEbirdRecord(cells) {
  return cells.length === EBIRD.length && MONTH_FIRST.test(cells[EBIRD.indexOf("Date")]);
}

function entryOf(fields, cells, isEbird) {
  const entry = {};
  fields.forEach((field, i) => { if (field) entry[field] ||= cells[i] ?? ""; });
  if (entry.genus) {
    entry.scientific ||= `${entry.genus} ${entry.species}`;
    entry.species = "";
  }
  if (isEbird) entry.date = entry.date.replace(MONTH_FIRST, "$4-$1-$3");
  return entry;
}

function fieldOf(name) {
  return Object.keys(COLUMNS).find((field) => COLUMNS[field].includes(letters(name)));
}

function letters(text) {
  return folded(text).replaceAll(" ", "");
}
