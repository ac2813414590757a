// The birds and places that this page knows, and all names that they have elsewhere.

import { folded } from "./folded.js";
import { whereabouts } from "./whereabouts.js";

const NOT_ONE_SPECIES = /[/×]| x /i;
const NONE_OF_OURS = "";

/** What a `<datalist>` of birds and the page's region say. */
export function knownBirds(datalist, region) {
  const birds = [...datalist.options].map(({ value, dataset }) => ({
    label: dataset.slug ?? NONE_OF_OURS,
    name: value,
    scientific: parts(dataset.scientific),
    also: parts(dataset.also),
  }));
  return {
    /** The bird of a sighting; one that is on no list has its own name only. */
    bird: ({ species, name }) =>
      birds.find((bird) => (species && bird.label === species) || bird.name === name) ??
      { label: NONE_OF_OURS, name: name || species, scientific: [], also: [] },
    labelOf: finder(birds),
    ...whereabouts(region),
  };
}

/** `labelOf(scientific, common)`: the label of a bird by its names; empty or undefined if it is none of ours. */
function finder(birds) {
  const today = named(birds, ({ scientific }) => scientific.slice(0, 1));
  const before = named(birds, ({ scientific }) => scientific.slice(1));
  const own = new Map([...named(birds, ({ name }) => [name]), ...named(birds, ({ label }) => [label])]);
  const common = new Map([...named(birds, ({ also }) => also), ...own]);

  const commonly = (text, names) => names.get(folded(text)) ?? names.get(folded(species(text)));

  /** Another bird may bear an older name today, so one that is called otherwise beside it is that one. */
  function formerly(scientific, name) {
    const whole = before.get(folded(species(scientific)));
    const label = whole ?? before.get(binomial(scientific));
    if (!label) return label;
    const isSaid = commonly(name, common) === label;
    return isSaid || (whole && !folded(name)) ? label : NONE_OF_OURS;
  }

  function scientifically(scientific, name) {
    if (NOT_ONE_SPECIES.test(species(scientific))) return NONE_OF_OURS;
    return today.get(binomial(scientific)) ?? formerly(scientific, name);
  }

  return (scientific, name) => {
    if (!folded(scientific)) return commonly(name, common) ?? scientifically(name);
    // Genera change their names, birds seldom; but a nickname is many birds'.
    return scientifically(scientific, name) ?? commonly(name, own);
  };
}

function named(birds, names) {
  return new Map(birds.flatMap((bird) => names(bird).map((name) => [folded(name), bird.label])).reverse());
}

/** Without the subspecies or group that some lists put in brackets. */
function species(text) {
  return String(text ?? "").replace(/\s*[([].*$/, "");
}

function binomial(text) {
  return folded(species(text).trim().split(/\s+/).slice(0, 2).join(" "));
}

function parts(text) {
  return text ? text.split("|") : [];
}
