// The life list: sightings kept in this browser's storage, and nowhere else.

const KEY = "birds.seen";
const COLUMNS = ["species", "date", "place", "said"];

/** All sightings, newest first: {species, date, place, said, thumbnail}. */
export function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** Keep this list instead. False where the browser refuses. */
export function keep(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}

/** Add a sighting; one more tap on the same photo replaces what the first one said. */
export function add(sighting) {
  const others = all().filter(({ thumbnail }) => thumbnail !== sighting.thumbnail);
  return keep([sighting, ...others]);
}

/** Forget all sightings. */
export function forget() {
  localStorage.removeItem(KEY);
}

/** Today in this place, as YYYY-MM-DD. */
export function today() {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** The list as CSV, without the pictures. */
export function toCsv(list) {
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = list.map((sighting) => COLUMNS.map((column) => quote(sighting[column])).join(","));
  return [COLUMNS.join(","), ...rows, ""].join("\n");
}

/** Sightings from an exported file, CSV or JSON; what is not a known bird is left out. */
export function parse(text, known) {
  const rows = text.trimStart().startsWith("[") ? JSON.parse(text) : fromCsv(text);
  return rows.filter(({ species }) => known.has(species)).map(clean);
}

function clean({ species, date, place, said, thumbnail }) {
  const picture = String(thumbnail ?? "");
  return {
    species,
    date: /^\d{4}-\d\d-\d\d$/.test(date) ? date : "",
    place: String(place ?? "").slice(0, 80),
    said: String(said ?? ""),
    thumbnail: picture.startsWith("data:image/jpeg;base64,") ? picture : "",
  };
}

function fromCsv(text) {
  const [head, ...rows] = text
    .trim()
    .split(/\r?\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    );
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
}
