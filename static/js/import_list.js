// Sightings from a file: one that this page has written, what a spreadsheet has made of it, or the
// download of a place where birders keep their lists.

import { canBe, FIRST_DAY } from "./day.js";
import { fileDates } from "./file_dates.js";
import { folded } from "./folded.js";
import { clean } from "./life_list.js";
import { EBIRD } from "./list_formats.js";
import { asItWas } from "./own_csv.js";
import { decode, rows } from "./table.js";

const NONE = ["none", "none of these"];
const ZIP = "PK\u0003\u0004";
const PACKED =
  "This file is packed (ZIP), or it is a spreadsheet’s own. Unpack a ZIP file and choose the CSV file in it; save a spreadsheet as CSV.";
const MOST_LETTERS = 80;

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
  country: ["country", "placecountryname"],
  countryCode: ["countrycode"],
  said: ["said"],
};

/**
 * The sightings in a file's bytes, a sentence for each row that was not understood, the number of
 * rows with a bird that `known` does not know, and a `note` on how dates were read. Or a `refusal`
 * in words. Throws where it is no such file.
 */
export function read(bytes, known) {
  if (new TextDecoder().decode(bytes.slice(0, 4)) === ZIP) return { refusal: PACKED };
  const text = decode(bytes).replace(/^[ \r\n]+/, "");
  const { found, byMonth } = text.startsWith("[") ? fromJson(text) : fromCsv(text);
  const dates = fileDates(found.map(([, { date }]) => date ?? ""), byMonth);
  const sightings = [];
  const faults = [];
  let unlisted = 0;
  for (const [where, entry] of found) {
    const species = speciesOf(entry, known);
    if (!species) {
      const bird = entry.common || entry.scientific || entry.species || entry.name || "";
      faults.push(`${where}: ${quoted(bird)} is not on our list; left out.`);
      unlisted += 1;
      continue;
    }
    const date = dates.read(entry.date ?? "");
    const fault = entry.date && faultOf(entry.date, date);
    if (fault) faults.push(`${where}: ${fault}; kept without a date.`);
    sightings.push(clean({ ...entry, species, date: fault ? "" : date, ...known.whereOf(entry) }));
  }
  return { sightings, faults, unlisted, note: dates.note };
}

/** The label of a row's bird: by its scientific name, else by any other; "other" has its own name. */
function speciesOf({ species, scientific, common, name }, known) {
  if (species === "other") return name && species;
  if (NONE.includes(folded(species))) return NONE[0];
  return common ? known.labelOf(scientific || species, common) : known.labelOf(scientific, species);
}

function faultOf(text, date) {
  if (!date) return `we could not read the date ${quoted(text)}`;
  if (canBe(date)) return "";
  return `the date ${quoted(text)} is ${date < FIRST_DAY ? `before ${FIRST_DAY.slice(0, 4)}` : "in the future"}`;
}

function fromJson(text) {
  const found = JSON.parse(text).map((entry, index) => [`Entry ${index + 1}`, onlyWords(entry)]);
  return { found, byMonth: false };
}

/** Other programs may put a number, or much more, where we have words. */
function onlyWords(entry) {
  const words = Object.entries(Object(entry)).map(([key, value]) => [key, typeof value === "number" ? `${value}` : value]);
  return Object.fromEntries(words.filter(([, value]) => typeof value === "string"));
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
  const found = body
    .map((cells, index) => [`Row ${index + (isHeadless ? 1 : 2)}`, cells])
    .filter(([, cells]) => cells.some(Boolean))
    .map(([where, cells]) => [where, entryOf(fields, cells)]);
  return { found, byMonth: isHeadless || head.some((name) => letters(name) === "submissionid") };
}

/** It has no row of names, and a spreadsheet may have dropped or added empty cells at its end. */
function isEbirdRecord(cells) {
  const [date, country] = ["Date", "Country Code"].map((name) => cells[EBIRD.indexOf(name)]);
  return /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(date) && /^([A-Z]{2})?$/i.test(country);
}

function entryOf(fields, cells) {
  const entry = {};
  fields.forEach((field, i) => { if (field) entry[field] ||= asItWas(cells[i] ?? ""); });
  if (entry.genus) {
    entry.scientific ||= `${entry.genus} ${entry.species}`;
    entry.species = "";
  }
  return entry;
}

function fieldOf(name) {
  return Object.keys(COLUMNS).find((field) => COLUMNS[field].includes(letters(name)));
}

function letters(text) {
  return folded(text).replaceAll(" ", "");
}

function quoted(text) {
  return `“${text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text}”`;
}
