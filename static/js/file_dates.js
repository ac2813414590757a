// The dates of one file: the day or the month may stand first, and the file itself tells which.

import { dayFirst } from "./day_first.js";

const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?=$|[ T])/;
const FROM_AND_TO = /^(\d{4}-\d\d-\d\d)[^/]*\/.*$/;

/**
 * How to `read` a date, given all of the file's; `byMonth` says that its writer puts the month
 * first. `note` is a sentence where nothing in the file decides.
 */
export function fileDates(texts, byMonth) {
  const pairs = texts.map((text) => NUMBERS.exec(text.trim())).filter(Boolean);
  const isDayIn = (place) => pairs.some((pair) => Number(pair[place]) > 12);
  const monthFirst = !isDayIn(1) && (byMonth || isDayIn(3));
  const read = (text) => {
    const day = text.trim().replace(FROM_AND_TO, "$1");
    return dayFirst(monthFirst ? day.replace(NUMBERS, "$3$2$1$2$4") : day);
  };
  const unsure = isDayIn(1) || isDayIn(3) ? undefined : pairs.find((pair) => Number(pair[1]) !== Number(pair[3]));
  return { read, note: unsure ? noteOn(unsure[0], read(unsure[0]), monthFirst) : "" };
}

function noteOn(text, date, monthFirst) {
  if (!date) return "";
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  const first = monthFirst ? "month" : "day";
  return `We took the first number of a date for the ${first}: “${text}” is ${words.format(new Date(date))}.`;
}
