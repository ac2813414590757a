// The life list: sightings kept in this browser's storage, and nowhere else.

import { wholeId } from "./photo_id.js";
import { erase, load, store } from "./storage.js";
import { written } from "./table.js";
import { rememberedPlace } from "./where_when.js";

const KEY = "birds.seen";
const COLUMNS = ["species", "date", "place", "said", "area", "name"];
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * All sightings, newest first: {id, species, name, date, place, area, said, thumbnail, photo}.
 * `species` is a bird's label, “none” or, for one that is on no list, “other” and its `name`;
 * `area` is the code of the region's place that `place` lies in.
 */
export function all() {
  const list = load(KEY);
  return Array.isArray(list) ? list.filter(isSighting).map(clean) : [];
}

/** Keep this list instead. False where the browser refuses. */
export function keep(list) {
  return list.length ? store(KEY, list) : erase(KEY);
}

/** Add a sighting; one more tap on the same photo replaces what the first one said. */
export function add(sighting) {
  const here = clean({ area: rememberedPlace(), ...sighting });
  return keep([here, ...all().filter((other) => !isOfOnePhoto(sighting, other))]);
}

/** Tell of a change that another window makes. */
export function whenChangedElsewhere(action) {
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) action(); });
}

/** Today in this place, as YYYY-MM-DD. */
export function today() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** The list as CSV, without the pictures; its first character tells Excel that it is UTF-8. */
export function toCsv(list) {
  const rows = list.map((sighting) => COLUMNS.map((column) => sighting[column]));
  return `\ufeff${written([COLUMNS, ...rows])}`;
}

/** A sighting with nothing in it but what belongs there. */
export function clean({ id, species, name, date, place, area, said, thumbnail, photo }) {
  const picture = String(thumbnail ?? "");
  return {
    id: ID.test(id) ? id : newId(),
    species,
    name: String(name ?? "").slice(0, 80),
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : "",
    place: String(place ?? "").slice(0, 80),
    area: String(area ?? "").slice(0, 12),
    said: String(said ?? ""),
    thumbnail: picture.startsWith("data:image/jpeg;base64,") ? picture : "",
    photo: String(photo ?? "").slice(0, 40),
  };
}

/** What another list may call a sighting by, as UUID; crypto.randomUUID is missing without HTTPS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function isSighting(value) {
  return typeof value?.species === "string";
}

/** Parts of one photo may show several birds; the same bird in two of them is one sighting. */
function isOfOnePhoto(one, other) {
  if (one.photo && other.photo) {
    const isSameBird = one.species === other.species && one.name === other.name;
    return one.photo === other.photo || (isSameBird && wholeId(one.photo) === wholeId(other.photo));
  }
  return one.thumbnail !== "" && one.thumbnail === other.thumbnail;
}
