// A life list as other places take it. docs/MY_BIRDS.md names the descriptions that this follows.

import { canBe } from "./day.js";
import { toCsv } from "./own_csv.js";
import { written } from "./table.js";

const EBIRD_PROTOCOL = "Incidental";
const ANY_BIRD = { kingdom: "Animalia", class: "Aves" };

/** The columns of eBird's Record Format (Extended), which the file itself does not name. */
export const EBIRD = [
  "Common Name", "Genus", "Species", "Species Count", "Species Comments", "Location Name",
  "Latitude", "Longitude", "Date", "Start Time", "State", "Country Code", "Protocol",
  "Number of Observers", "Duration", "All Observations Reported", "Distance Covered",
  "Area Covered", "Checklist Comments",
];
const INATURALIST = [
  "Taxon name", "Date observed", "Description", "Place name", "Latitude", "Longitude", "Tags",
  "Geoprivacy",
];
const DARWIN_CORE = [
  "occurrenceID", "basisOfRecord", "occurrenceStatus", "eventDate", "scientificName",
  "vernacularName", "kingdom", "class", "taxonRank", "country", "countryCode", "stateProvince",
  "locality",
];

/** Each makes of sightings a file's text and counts those that had to be left out, by reason. */
export const FORMATS = {
  csv: { file: "my-birds.csv", type: "text/csv", write: (list) => ({ text: toCsv(list) }) },
  json: {
    file: "my-birds.json",
    type: "application/json",
    write: (list) => ({ text: JSON.stringify(list, null, 1) }),
  },
  ebird: { file: "my-birds-ebird.csv", type: "text/csv", write: toEbird },
  inaturalist: { file: "my-birds-inaturalist.csv", type: "text/csv", write: toInaturalist },
  "darwin-core": { file: "my-birds-darwin-core.csv", type: "text/csv", write: toDarwinCore },
};

/** eBird takes no record without a date and a location, and each bird once on a checklist. */
function toEbird(list, known) {
  const { named, nameless } = byName(list);
  const dated = named.filter(({ date }) => date);
  const placed = dated.filter((sighting) => placeName(sighting, known));
  const rows = placed.map((sighting) => {
    const land = known.landOf(sighting);
    const bird = known.bird(sighting);
    const [genus, ...epithet] = (bird.scientific[0] ?? "").split(" ");
    const [year, month, day] = sighting.date.split("-");
    return cells(EBIRD, {
      "Common Name": bird.name,
      Genus: genus,
      Species: epithet.join(" "),
      "Species Count": "X",
      "Location Name": placeName(sighting, known),
      Date: `${month}/${day}/${year}`,
      State: land.part,
      "Country Code": land.code,
      Protocol: EBIRD_PROTOCOL,
      "All Observations Reported": "N",
    });
  });
  const once = [...new Map(rows.map((row) => [row.join("\t"), row])).values()];
  return {
    text: written(once),
    nameless,
    undated: named.length - dated.length,
    unplaced: dated.length - placed.length,
  };
}

/** The columns of iNaturalist's template, in its order, which is what counts. */
function toInaturalist(list, known) {
  const { named, nameless } = byName(list);
  const rows = named.map((sighting) => {
    const bird = known.bird(sighting);
    return cells(INATURALIST, {
      "Taxon name": bird.scientific[0] ?? bird.name,
      "Date observed": sighting.date,
      "Place name": placeInFull(sighting, known),
    });
  });
  return { text: written([INATURALIST, ...rows]), nameless };
}

/** A bird with no scientific name that we know is recorded as a bird, under its common name. */
function toDarwinCore(list, known) {
  const { named, nameless } = byName(list);
  const rows = named.map((sighting) => {
    const bird = known.bird(sighting);
    const [scientific] = bird.scientific;
    const land = known.landOf(sighting);
    return cells(DARWIN_CORE, {
      occurrenceID: `urn:uuid:${sighting.id}`,
      basisOfRecord: "HumanObservation",
      occurrenceStatus: "present",
      eventDate: sighting.date,
      scientificName: scientific ?? ANY_BIRD.class,
      vernacularName: bird.name,
      ...ANY_BIRD,
      taxonRank: scientific ? "species" : "class",
      country: land.country,
      countryCode: land.code,
      stateProvince: land.partName,
      locality: sighting.place,
    });
  });
  return { text: written([DARWIN_CORE, ...rows]), nameless };
}

/**
 * A sighting of none of the birds, with no name of its own, says nothing that a list could hold; a
 * date that cannot be says nothing either.
 */
function byName(list) {
  const named = list.filter(({ species, name }) => name || !["none", "other"].includes(species));
  const sound = named.map((sighting) => (canBe(sighting.date) ? sighting : { ...sighting, date: "" }));
  return { named: sound, nameless: list.length - named.length };
}

/** A whole country is no place. */
function placeName(sighting, known) {
  const { partName, country } = known.landOf(sighting);
  return sighting.place || (partName && sighting.country ? `${partName}, ${country}` : partName);
}

/** Where no column takes the country. */
function placeInFull(sighting, known) {
  const { partName, country } = known.landOf(sighting);
  if (!sighting.country) return placeName(sighting, known);
  return [sighting.place, partName, country].filter(Boolean).join(", ");
}

function cells(columns, values) {
  return columns.map((column) => oneLine(values[column] ?? ""));
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}
