// Days as the life list writes them: YYYY-MM-DD.

export const FIRST_DAY = "1900-01-01";

/** Today in this place. */
export function today() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** Whether the calendar has that day. */
export function isDay(text) {
  const day = new Date(`${text}T00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().slice(0, 10) === text;
}

/** Whether somebody who is alive can have seen a bird on it. */
export function canBe(text) {
  return isDay(text) && text >= FIRST_DAY && text <= today();
}
