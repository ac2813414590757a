// Where a sighting was: in a place of the page's region, or abroad.

import { codeOf, countryOf, nameOf } from "./countries.js";
import { folded } from "./folded.js";

// A part of a country as ISO 3166-2 and eBird write it; eBird leaves the part empty where there is none.
const PART = /^([a-z]{2})-([a-z0-9]{0,3})$/i;

function partOf(text) {
  const found = PART.exec(text);
  return found && codeOf(countryOf(found[1])) ? found : undefined;
}

/** What a region says of itself, as functions of a file's row or of a sighting. */
export function whereabouts({ dataset }) {
  const { country: home, countryCode: homeCode } = dataset;
  const places = new Map(JSON.parse(dataset.places));

  /** A country as sightings keep it: empty at home. */
  function country(text) {
    const found = countryOf(text);
    return found === homeCode || folded(found) === folded(home) ? "" : found;
  }

  /** The code of a place of the region that is given by code, with the country before it, or by name. */
  function placeOf(text) {
    const asked = folded(text);
    const same = ([code, name]) => [code, `${homeCode}-${code}`, name].some((way) => folded(way) === asked);
    return [...places].find(same)?.[0] ?? "";
  }

  return {
    country,
    /** The country and the part of it that a row names: another country's part is none of ours. */
    whereOf(row) {
      const [, before, part] = (!places.has(row.area) && partOf(row.area)) || [];
      const abroad = country(before ?? (row.countryCode || row.country || ""));
      return abroad
        ? { country: abroad, area: part ?? row.area ?? "" }
        : { country: "", area: placeOf(row.area) };
    },
    /** Country and part by code and by name, as other lists want them. */
    landOf(sighting) {
      const abroad = sighting.country;
      if (!abroad) {
        return { country: home, code: homeCode, part: sighting.area, partName: places.get(sighting.area) ?? "" };
      }
      const isCode = PART.test(`${codeOf(abroad)}-${sighting.area}`);
      return {
        country: nameOf(abroad),
        code: codeOf(abroad),
        part: isCode ? sighting.area : "",
        partName: sighting.area,
      };
    },
  };
}
