// The life list: sightings kept in this browser's storage, and nowhere else.

import { erase, load, store } from "./storage.js";

const KEY = "birds.seen";
const COLUMNS = ["species", "date", "place", "said"];

/** All sightings, newest first: {species, date, place, said, thumbnail, photo}. */
export function all() {
  const list = load(KEY);
  return Array.isArray(list) ? list.filter(isSighting).map(clean) : [];
}

/** Keep this list instead. False where the browser refuses. */
export function keep(list) {
  return store(KEY, list);
}

/** Add a sighting; one more tap on the same photo replaces what the first one said. */
export function add(sighting) {
  return keep([sighting, ...all().filter((other) => !isOfOnePhoto(sighting, other))]);
}

/** Forget all sightings. False where the browser refuses. */
export function forget() {
  return erase(KEY);
}

/** Today in this place, as YYYY-MM-DD. */
export function today() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** The list as CSV, without the pictures; its first character tells Excel that it is UTF-8. */
export function toCsv(list) {
  const quote = (text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = list.map((sighting) => COLUMNS.map((column) => quote(sighting[column])).join(","));
  return `\ufeff${[COLUMNS.join(","), ...rows, ""].join("\n")}`;
}

/** A sighting with nothing in it but what belongs there. */
export function clean({ species, date, place, said, thumbnail, photo }) {
  const picture = String(thumbnail ?? "");
  return {
    species,
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : "",
    place: String(place ?? "").slice(0, 80),
    said: String(said ?? ""),
    thumbnail: picture.startsWith("data:image/jpeg;base64,") ? picture : "",
    photo: String(photo ?? "").slice(0, 40),
  };
}

function isSighting(value) {
  return typeof value?.species === "string";
}

function isOfOnePhoto(one, other) {
  if (one.photo && other.photo) return one.photo === other.photo;
  return one.thumbnail !== "" && one.thumbnail === other.thumbnail;
}
