// The life list: sightings kept in this browser's storage, and nowhere else.

import { wholeId } from "./part.js";
import { erase, load, store } from "./storage.js";
import { rememberedPlace } from "./where_when.js";

export { today } from "./day.js";

const KEY = "birds.seen";
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * All sightings, newest first: {id, species, name, date, place, area, country, said, thumbnail,
 * photo}. `species` is a bird's label, “none” or, for one that is on no list, “other” and its `name`;
 * `area` is the code of the region's place that `place` lies in. `country` is empty in the region's
 * own; abroad it is that country's code, or what its list calls it, and `area` a part of it.
 */
export function all() {
  const list = load(KEY);
  return Array.isArray(list) ? list.filter(isSighting).map(clean) : [];
}

/** Keep this list instead. False where the browser refuses. */
export function keep(list) {
  return list.length ? store(KEY, list) : erase(KEY);
}

/**
 * Add a sighting. One more tap on the same photo replaces the bird and its picture; where and when
 * it was may have been put right since.
 */
export function add(sighting) {
  const list = all();
  const before = list.find((other) => isOfOnePhoto(sighting, other));
  const now = before ? putRight(before, sighting) : { area: rememberedPlace(), ...sighting };
  return keep([clean(now), ...list.filter((other) => !isOfOnePhoto(sighting, other))]);
}

function putRight(before, { species, name, said, place, thumbnail, photo }) {
  return {
    ...before,
    species,
    name,
    said,
    place: place || before.place,
    thumbnail: thumbnail || before.thumbnail,
    photo: photo || before.photo,
  };
}

/** Tell of a change that another window makes. */
export function whenChangedElsewhere(action) {
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) action(); });
}

/** A sighting with nothing in it but what belongs there. */
export function clean({ id, species, name, date, place, area, country, said, thumbnail, photo }) {
  const picture = words(thumbnail);
  return {
    id: ID.test(id) ? id : newId(),
    species,
    name: words(name, 80),
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : "",
    place: words(place, 80),
    area: words(area, 40),
    country: words(country, 40),
    said: words(said),
    thumbnail: picture.startsWith("data:image/jpeg;base64,") ? picture : "",
    photo: words(photo, 40),
  };
}

function words(value, most) {
  return typeof value === "string" ? value.slice(0, most) : "";
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
