// Countries, as the browser knows them.

import { folded } from "./folded.js";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const CODES = LETTERS.flatMap((one) => LETTERS.map((two) => one + two)).filter(isCountry);
const BY_NAME = new Map(CODES.map((code) => [folded(NAMES.of(code)), code]));

/** The code of a country that is given by code or name; what is neither stays as it is. */
export function countryOf(text) {
  const given = text.trim();
  const code = /^[a-z]{2}$/i.test(given) ? ofToday(given) : "";
  return codeOf(code) || (BY_NAME.get(folded(given)) ?? given);
}

/** The code in ISO 3166-1; empty for a country that we have by another name only. */
export function codeOf(country) {
  return CODES.includes(country) ? country : "";
}

export function nameOf(country) {
  return codeOf(country) ? NAMES.of(country) : country;
}

function isCountry(code) {
  return ofToday(code) === code && NAMES.of(code) !== undefined;
}

/** The browser takes a former code for the one of today. */
function ofToday(code) {
  return new Intl.Locale(`und-${code}`).region;
}
