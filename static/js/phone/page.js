// The answer's page, drawn in the browser from the server's own templates. See docs/PHONE.md.

import { isKnown } from "../engine/prior.js";
import { occurrence } from "../occurrence.js";
import { toDataUri } from "./csv.js";
import { readings } from "./reading.js";
import { TEMPLATES } from "./compiled/templates.js";
import { environment } from "./words.js";

const NAME_LENGTH = 80;

/**
 * The part of the page that is about the answers, as HTML, and its title. Each of `results` is
 * {name, told, shown} with the JSON API's answer and the photo as it is shown, or {name, sentence}
 * where there is none. `asked` are place and month, `base` is the address of birds.json;
 * `wasSent` says that the site got the photos first.
 */
export async function draw(results, asked, birds, base, wasSent = false) {
  const where = isKnown(asked, birds) ? toWhere(asked, birds) : null;
  const made = await environment(TEMPLATES, birds, base);
  const named = results.map((result) => ({ ...result, name: shownName(result.name) }));
  const answers = named.map((result) => toShow(result, where, birds));
  if (answers.length === 1) {
    const [answer] = answers;
    return { title: answer.readings[0].verdict, html: made.render("answer/one.html", { answer, was_sent: wasSent }) };
  }
  const csv = toDataUri(named, where, birds);
  return {
    title: `${answers.length} photos`,
    html: made.render("answer/several.html", { results: answers, csv, was_sent: wasSent }),
  };
}

/** Place and month with their names, and what they say of a bird. */
function toWhere({ place = "", month = null }, birds) {
  const names = [birds.region.places?.names[place], month && birds.region.months[month - 1]];
  return {
    place,
    month,
    words: names.filter(Boolean).join(", "),
    occurrence: (card) => occurrence(card, { place, month }),
  };
}

function toShow({ name, sentence, told, shown }, where, birds) {
  if (sentence) return { name, sentence };
  const read = readings(told, where, birds);
  return {
    name,
    photo: shown.photo,
    size: shown.size,
    frame: shown.frame,
    readings: read,
    heatmaps: heatmaps(shown.heatmaps, read),
    where: where?.words ?? "",
  };
}

/** A file name that can be shown: no control or direction marks, not too long. */
function shownName(name) {
  return Array.from(name.replace(/\p{C}/gu, "")).slice(0, NAME_LENGTH).join("");
}

/** One of each bird in the first rows; where the readings differ in the first, each its own. */
function heatmaps(pictures, read) {
  const rows = read.flatMap((reading) => reading.first_rows.map(({ card }) => card.slug));
  const firsts = new Map(read.filter(({ first_rows }) => first_rows.length)
    .map(({ first_rows, way }) => [first_rows[0].card.slug, way]));
  return [...new Set(rows)].map((slug) => ({
    slug,
    picture: pictures[slug],
    is_first: firsts.has(slug),
    way: firsts.size > 1 ? (firsts.get(slug) ?? "") : "",
  }));
}
