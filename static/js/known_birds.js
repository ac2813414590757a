// The birds and places that this page knows, and all names that they have elsewhere.

const NOT_ONE_SPECIES = /[/×]| x /;

/**
 * What a `<datalist>` of birds and the page's region say: `bird(label)`, `labelOf(names)`, the
 * places and the country.
 */
export function knownBirds(datalist, region) {
  const birds = [...datalist.options].map(({ value, dataset }) => ({
    label: dataset.slug ?? "",
    name: value,
    scientific: parts(dataset.scientific),
    also: parts(dataset.also),
  }));
  const places = new Map(JSON.parse(region.dataset.places));
  const { country, countryCode } = region.dataset;
  return {
    country,
    countryCode,
    places,
    /** The bird of a sighting; one that is on no list has its own name only. */
    bird: ({ species, name }) =>
      birds.find((bird) => (species && bird.label === species) || bird.name === name) ??
      { label: "", name: name || species, scientific: [], also: [] },
    ...finders(birds),
    areaOf: (text) => areaOf(places, countryCode, text),
  };
}

function finders(birds) {
  const listed = birds.filter(({ label }) => label);
  const known = new Map();
  // Its own name counts for more than another's older one.
  for (const named of [({ label }) => [label], ({ name }) => [name], ({ scientific }) => scientific, ({ also }) => also]) {
    for (const bird of listed) {
      for (const name of named(bird)) if (!known.has(folded(name))) known.set(folded(name), bird.label);
    }
  }
  return {
    /** The label of a bird by its scientific name or else its common one; undefined if unknown. */
    labelOf: (scientific, common) =>
      known.get(folded(scientific)) ?? known.get(binomial(scientific)) ??
      known.get(folded(common)) ?? known.get(folded(species(common))),
  };
}

/** Without the subspecies or group that some lists put in brackets. */
function species(text) {
  return String(text ?? "").replace(/\s*[([].*$/, "");
}

function binomial(text) {
  const bare = species(text).trim();
  return NOT_ONE_SPECIES.test(bare) ? undefined : folded(bare.split(/\s+/).slice(0, 2).join(" "));
}

/** The code of a place that is given by code, with the country before it, or by name. */
function areaOf(places, countryCode, text) {
  const asked = folded(text);
  const same = ([code, name]) => [code, `${countryCode}-${code}`, name].some((way) => folded(way) === asked);
  return [...places].find(same)?.[0] ?? "";
}

/** As names are compared: without capitals, accents, hyphens and apostrophes. */
export function folded(text) {
  const letters = String(text ?? "").normalize("NFKD").toLowerCase();
  return letters.replace(/[\p{M}'’]/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function parts(text) {
  return text ? text.split("|") : [];
}
