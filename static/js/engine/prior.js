// What place and month say about each bird; birdapp/guide/where_and_when.py says why.

import { judge, likely } from "./identification.js";

/** Whether place and month say anything: a month counts with a place, where there are places. */
export function isKnown({ place, month }, { region }) {
  return Boolean(place) || (!region.called && Boolean(month));
}

/** What the card says about a bird there and then; of what it is silent, common. */
export function occurrence({ presence, season }, { place = "", month }) {
  const there = presence?.[place] ?? "common";
  if (there === "absent" || !season || !month) return there;
  return concerns(season, place) && !season.months.includes(month) ? "out_of_season" : there;
}

/** Whether the bird is there in this month, and in others not. */
export function isSeasonOf({ season }, { place = "", month }) {
  return Boolean(season) && season.months.includes(month) && concerns(season, place);
}

function concerns({ places }, place) {
  return !places.length || places.includes(place);
}

/** The same answer with the prior weighed in: ranking, "none of these" and verdict. */
export function weigh(identification, where, birds) {
  const weighed = identification.ranking.map(({ slug, probability }) => {
    const { weight } = birds.region.occurrence[occurrence(birds.bySlug.get(slug), where)];
    return { slug, probability: probability * weight };
  });
  const total = weighed.reduce((sum, { probability }) => sum + probability, 0) + identification.none;
  const scaled = ({ slug, probability }) => ({ slug, probability: probability / total });
  const ranking = weighed.sort((one, other) => other.probability - one.probability).map(scaled);
  const none = identification.none / total;
  const { neighbour } = identification;
  return {
    ...identification,
    level: judge(ranking[0].probability, none, birds.thresholds),
    ranking,
    none,
    neighbour: likely(neighbour && scaled(neighbour), birds.thresholds.neighbour),
  };
}
