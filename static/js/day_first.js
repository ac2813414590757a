// Dates as people and spreadsheets write them, the day before the month.

import { isDay } from "./day.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME = /[ T]+\d{1,2}:\d\d.*$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})[-/. ]+(\d{1,2}|[a-z]{3,})[-/. ,]+(\d{4}|\d\d)$/i;

/** The date as YYYY-MM-DD; "" for what is no date, such as the 25th month. */
export function dayFirst(text) {
  const day = text.trim().replace(TIME, "");
  const yearFirst = YEAR_FIRST.exec(day);
  if (yearFirst) return real(yearFirst[1], yearFirst[2], yearFirst[3]);
  const found = DAY_FIRST.exec(day);
  return found ? real(yearOf(found[3]), monthOf(found[2]), found[1]) : "";
}

/** Two figures are a year that has begun. */
function yearOf(text) {
  if (text.length === 4) return text;
  return Number(`20${text}`) > new Date().getFullYear() ? `19${text}` : `20${text}`;
}

function monthOf(text) {
  return Number(text) || MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

function real(year, month, day) {
  const date = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
  return isDay(date) ? date : "";
}
