// The sightings as rows. A row stays the same element as long as its sighting is there, so that what
// somebody is typing in it, and the focus, outlive a change of the list.

import { sightingRow } from "./sighting_row.js";

/** Fills `list`; what comes back shows these sightings. */
export function sightingRows(list, known, actions) {
  const rows = new Map();

  function rowOf(sighting) {
    if (!rows.has(sighting.id)) rows.set(sighting.id, sightingRow(sighting, known, actions));
    const row = rows.get(sighting.id);
    row.show(sighting);
    return row.item;
  }

  return (sightings) => {
    const ids = new Set(sightings.map(({ id }) => id));
    for (const [id, { item }] of rows) {
      if (ids.has(id)) continue;
      item.remove();
      rows.delete(id);
    }
    sightings.map(rowOf).forEach((item, place) => {
      // Moved only where it must be: an element that moves loses the focus.
      if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
    });
  };
}
