// All that is said of one answer; birdapp/web/answers/reading.py says why. It is made of the JSON
// API's entries, and the templates lay it out.

import { remark } from "../engine/wording.js";

/** The readings of an answer: with where and when and from the photo alone, or just the one. */
export function readings(answer, where, birds) {
  if (!answer.prior) return [readOff(answer, "", null, birds)];
  return [readOff(answer.prior, "weighed", where, birds), readOff(answer, "alone", where, birds)];
}

function readOff(told, way, where, birds) {
  const { page, bySlug } = birds;
  const [first] = told.species;
  const isWorthACard = first.probability >= page.worth_a_card;
  const nearest = isWorthACard ? bySlug.get(first.slug) : null;
  const bird = told.confidence === "none" ? null : nearest;
  const neighbour = told.neighbour && page.unsure.includes(told.confidence)
    ? bySlug.get(told.neighbour.slug) : null;
  const rows = told.species.map((row) => toRow(row, where, birds));
  const firstRows = bird ? firstOf(rows, page) : [];
  const others = bird ? rivals(told.species, birds) : [];
  const isPerhaps = told.confidence === "perhaps" && bird && !neighbour;
  const outside = isPerhaps ? bySlug.get(first.slug).outside_look_alikes : [];
  return {
    way,
    level: told.confidence,
    verdict: told.verdict,
    said: told.confidence === "none" ? "none" : first.slug,
    rows,
    first_rows: firstRows,
    other_rows: rows.slice(firstRows.length),
    none_of_these: told.none_of_these,
    shows_none: told.none_of_these >= page.worth_a_card,
    bird,
    nearest: bird ? null : nearest,
    marks: bird ? bird.field_marks.slice(0, page.marks) : [],
    look_alike: outside.length ? null : (others[0] ?? null),
    outside_look_alike: outside[0] ?? null,
    rivals: others,
    neighbour,
    neighbour_probability: told.neighbour?.probability ?? 0,
    warning: bird ? told.warning : null,
    keep: bird ? { species: bird.slug, name: bird.common_name } : neighbour && free(neighbour),
    offered: bird ? offered(told.species, neighbour, birds) : [],
  };
}

/** A remark where the place and time are known: the photo alone is told of them, too. */
function toRow({ slug, probability }, where, birds) {
  const card = birds.bySlug.get(slug);
  return { card, probability, remark: where ? remark(where.occurrence(card), where, birds) : "" };
}

function firstOf(rows, page) {
  const next = rows.slice(1, page.first_rows);
  return [rows[0], ...next.filter(({ probability }) => probability >= page.worth_a_row)];
}

/** The runners-up, then the look-alikes of the first, the most probable before the others. */
function rivals([{ slug }, ...others], { page, bySlug }) {
  const first = bySlug.get(slug);
  const lookAlikes = new Set(first.look_alikes.map((bird) => bird.slug));
  const isRunnerUp = ({ probability }, place) =>
    place < page.runners_up && probability >= page.least_rival;
  return others
    .filter((score, place) => lookAlikes.has(score.slug) || isRunnerUp(score, place))
    .map((score) => ({ slug: score.slug, difference: toLookFor(first, bySlug.get(score.slug)) }));
}

function toLookFor(first, other) {
  const mark = other.field_marks[0]?.mark ?? other.summary;
  return difference(first, other) || difference(other, first) || (mark ? `Look for this: ${mark}` : "");
}

function difference(card, like) {
  return card.look_alikes.find(({ slug }) => slug === like.slug)?.difference ?? "";
}

function offered(scores, neighbour, { page, bySlug }) {
  const names = scores.slice(1, page.offered).map(({ slug }) =>
    ({ species: slug, name: bySlug.get(slug).common_name }));
  return neighbour ? [...names, free(neighbour)] : names;
}

function free({ common_name }) {
  return { species: "other", name: common_name };
}
