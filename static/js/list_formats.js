// A life list as other places take it. docs/MY_BIRDS.md names the descriptions that this follows.

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

/** Each makes of sightings a file's text and those that had to be left out, by reason. */
export const FORMATS = {
  ebird: { file: "my-birds-ebird.csv", write: toEbird },
  inaturalist: { file: "my-birds-inaturalist.csv", write: toInaturalist },
  "darwin-core": { file: "my-birds-darwin-core.csv", write: toDarwinCore },
};

/** eBird takes no record without a date and a location, and each bird once on a checklist. */
function toEbird(list, known) {
  const { named, nameless } = byName(list);
  const dated = named.filter(({ date }) => date);
  const rows = dated.map((sighting) => {
    const bird = known.bird(sighting);
    const [genus, ...epithet] = (bird.scientific[0] ?? "").split(" ");
    const [year, month, day] = sighting.date.split("-");
    return cells(EBIRD, {
      "Common Name": bird.name,
      Genus: genus,
      Species: epithet.join(" "),
      "Species Count": "X",
      "Location Name": place(sighting, known) || known.country,
      Date: `${month}/${day}/${year}`,
      State: sighting.area,
      "Country Code": known.countryCode,
      Protocol: EBIRD_PROTOCOL,
      "All Observations Reported": "N",
    });
  });
  const once = [...new Map(rows.map((row) => [row.join("\t"), row])).values()];
  return { text: written(once), nameless, undated: named.length - dated.length };
}

/** The columns of iNaturalist's template, in its order, which is what counts. */
function toInaturalist(list, known) {
  const { named, nameless } = byName(list);
  const rows = named.map((sighting) => {
    const bird = known.bird(sighting);
    return cells(INATURALIST, {
      "Taxon name": bird.scientific[0] ?? bird.name,
      "Date observed": sighting.date,
      "Place name": place(sighting, known),
    });
  });
  return { text: written([INATURALIST, ...rows]), nameless, undated: 0 };
}

/** A bird with no scientific name that we know is recorded as a bird, under its common name. */
function toDarwinCore(list, known) {
  const { named, nameless } = byName(list);
  const rows = named.map((sighting) => {
    const bird = known.bird(sighting);
    const [scientific] = bird.scientific;
    return cells(DARWIN_CORE, {
      occurrenceID: `urn:uuid:${sighting.id}`,
      basisOfRecord: "HumanObservation",
      occurrenceStatus: "present",
      eventDate: sighting.date,
      scientificName: scientific ?? ANY_BIRD.class,
      vernacularName: bird.name,
      ...ANY_BIRD,
      taxonRank: scientific ? "species" : "class",
      country: known.country,
      countryCode: known.countryCode,
      stateProvince: known.places.get(sighting.area) ?? "",
      locality: sighting.place,
    });
  });
  return { text: written([DARWIN_CORE, ...rows]), nameless, undated: 0 };
}

/** A sighting of none of the birds, with no name of its own, says nothing that a list could hold. */
function byName(list) {
  const named = list.filter(({ species, name }) => name || !["none", "other"].includes(species));
  return { named, nameless: list.length - named.length };
}

function place(sighting, known) {
  return sighting.place || (known.places.get(sighting.area) ?? "");
}

function cells(columns, values) {
  return columns.map((column) => oneLine(values[column] ?? ""));
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}
