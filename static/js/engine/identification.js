// From what the network answers to an identification; birdapp/recognition/classifier.py says why.

/** The birds ranked, "none of these", how sure we are, where the network looked. */
export function read({ logits, maps, boxes }, part, birds) {
  const probabilities = softmax(logits, birds.temperature);
  const scores = birds.labels.map((slug, k) => ({ slug, probability: probabilities[k] }));
  scores.sort((one, other) => other.probability - one.probability);
  const isOutside = new Set(birds.outside);
  const ranking = scores.filter(({ slug }) => !isOutside.has(slug));
  const outside = scores.filter(({ slug }) => isOutside.has(slug));
  const none = outside.reduce((sum, { probability }) => sum + probability, 0);
  const named = outside.find(({ slug }) => !birds.unnamed.includes(slug));
  return {
    level: judge(ranking[0].probability, none, birds.thresholds),
    ranking,
    none,
    neighbour: likely(named, birds.thresholds.neighbour),
    seen: part,
    closer: [...boxes].map((edge) => Math.min(1, Math.max(0, edge))),
    maps,
  };
}

/** The score of a bird outside the list where it is likely enough to be named. */
export function likely(score, least) {
  return score && score.probability >= least ? score : null;
}

/** How sure we are of the first bird; the rule is birdapp/recognition/verdict.py's. */
export function judge(probability, none, thresholds) {
  if (none > probability) {
    if (probability >= thresholds.perhaps) return "perhaps";
    return none >= thresholds.none ? "none" : "not_sure";
  }
  const levels = ["almost_certainly", "probably", "could_be"];
  return levels.find((level) => probability >= thresholds[level]) ?? "not_sure";
}

/** A part of the network's input as shares of the photo, of which it sees `part`. */
export function onPhoto(box, [left, top, right, bottom]) {
  const across = (share) => left + share * (right - left);
  const down = (share) => top + share * (bottom - top);
  return [across(box[0]), down(box[1]), across(box[2]), down(box[3])];
}

function softmax(logits, temperature) {
  const tempered = Float32Array.from(logits, (logit) => logit / temperature);
  const largest = Math.max(...tempered);
  const exponentials = Array.from(tempered, (logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
