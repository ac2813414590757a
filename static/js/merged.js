// What a list that was brought in adds to ours.

import { clean } from "./life_list.js";

/** The sightings that `list` lacks, and how many it has already or the others have twice. */
export function newTo(list, sightings) {
  const ours = new Set(list.map(key));
  const seen = new Set(ours);
  const ids = new Set(list.map(({ id }) => id));
  const fresh = [];
  for (const sighting of sightings) {
    if (seen.has(key(sighting))) continue;
    seen.add(key(sighting));
    const own = ids.has(sighting.id) ? clean({ ...sighting, id: "" }) : sighting;
    ids.add(own.id);
    fresh.push(own);
  }
  const there = sightings.filter((sighting) => ours.has(key(sighting))).length;
  return { fresh, there, repeated: sightings.length - fresh.length - there };
}

/** The first and the latest sighting of each bird, where there is no room for all. */
export function firstAndLatest(sightings) {
  const ends = new Map();
  for (const sighting of [...sightings].sort(byDate)) {
    const [first] = ends.get(birdOf(sighting)) ?? [];
    if (!first) ends.set(birdOf(sighting), [sighting]);
    else if (sighting.date) ends.set(birdOf(sighting), [first, sighting]);
  }
  return [...ends.values()].flatMap((both) => both.reverse());
}

/** Those without a date come last. */
function byDate(one, other) {
  return Number(!one.date) - Number(!other.date) || one.date.localeCompare(other.date);
}

function birdOf({ species, name }) {
  return JSON.stringify([species, species === "other" ? name : ""]);
}

function key(sighting) {
  return JSON.stringify([birdOf(sighting), sighting.date, sighting.place]);
}
