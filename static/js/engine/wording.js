// What is said of an answer. The sentences are the bird folder's and the app's own, sent as data.

/** The verdict as a sentence about the first of the ranking, or the neighbour where it is none. */
export function verdict({ level, ranking, neighbour }, { bySlug, sentences, species }) {
  const about = level === "none" && neighbour;
  const pattern = about ? sentences.neighbour : sentences[level];
  const bird = bySlug.get(about ? neighbour.slug : ranking[0].slug).with_article;
  return fill(pattern, { bird, count: species.length });
}

/** Why to take an answer that names this bird with care; null where nothing speaks against it. */
export function warning({ level, ranking }, { bySlug }) {
  return level === "none" ? null : bySlug.get(ranking[0].slug).warning;
}

/** What place and month say of a bird, in words; empty for one that is common there. */
export function remark(occurrence, { place, month }, { region }) {
  const words = { place, month: month ? region.months[month - 1] : "" };
  return fill(region.occurrence[occurrence].remark, words);
}

/** A pattern as Python's `str.format` fills it: names in braces, doubled braces for themselves. */
export function fill(pattern, words) {
  return pattern.replace(/\{\{|\}\}|\{(\w+)\}/g, (braces, name) => (name ? words[name] : braces[0]));
}
