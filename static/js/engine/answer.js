// The answer to a photo, entry by entry as the JSON API gives it.

import { onPhoto } from "./identification.js";
import { occurrence } from "../occurrence.js";
import { isKnown, weigh } from "./prior.js";
import { verdict, warning } from "./wording.js";

/**
 * The answer of the photo alone and, where place or month are known, with them weighed in.
 * `heatmaps` are data URIs by species.
 */
export function toAnswer(identification, where, heatmaps, birds) {
  const [left, top, right, bottom] = onPhoto(identification.closer, identification.seen);
  const answer = {
    ...common(identification, birds),
    looked_at: {
      left: Math.max(0, left), top: Math.max(0, top),
      right: Math.min(1, right), bottom: Math.min(1, bottom),
    },
    engine: "browser",
    model: birds.model,
  };
  if (Object.keys(heatmaps).length) answer.heatmaps = heatmaps;
  if (isKnown(where, birds)) answer.prior = prior(weigh(identification, where, birds), where, birds);
  return answer;
}

function prior(weighed, where, birds) {
  const { called, occurrence: occurrences } = birds.region;
  const answer = common(weighed, birds);
  const weights = Object.entries(occurrences).map(([name, { weight }]) => [name, weight]);
  return {
    ...(called ? { [called]: where.place } : {}),
    month: where.month || null,
    weights: Object.fromEntries(weights),
    ...answer,
    species: answer.species.map((row) => ({
      ...row, occurrence: occurrence(birds.bySlug.get(row.slug), where),
    })),
  };
}

function common(identification, birds) {
  return {
    verdict: verdict(identification, birds),
    confidence: identification.level,
    species: identification.ranking.map((score) => named(score, birds)),
    none_of_these: identification.none,
    neighbour: identification.neighbour && neighbour(identification.neighbour, birds),
    warning: warning(identification, birds),
  };
}

function named({ slug, probability }, { bySlug }) {
  const { common_name, scientific_name } = bySlug.get(slug);
  return { slug, common_name, scientific_name, probability };
}

function neighbour(score, birds) {
  return { ...named(score, birds), about: birds.bySlug.get(score.slug).about };
}
