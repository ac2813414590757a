// What place and month say about each bird; birdapp/guide/where_and_when.py says why.

import { occurrence } from "../occurrence.js";
import { judge, likely } from "./identification.js";

/** Whether place and month say anything: a month counts with a place, where there are places. */
export function isKnown({ place, month }, { region }) {
  return Boolean(place) || (!region.called && Boolean(month));
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
