// Several answers as a CSV file; birdapp/web/answers/results_csv.py says why.

const BOM = "\ufeff";

/** The file as a link that can be saved. */
export function toDataUri(results, where, birds) {
  const lines = [birds.page.csv_columns, ...results.map((result) => row(result, where, birds))];
  const text = lines.map((cells) => `${cells.map(cell).join(",")}\n`).join("");
  return `data:text/csv;charset=utf-8,${encodeURIComponent(BOM + text)}`;
}

function row({ name, sentence, told }, where, birds) {
  const columns = birds.page.csv_columns;
  if (sentence) return [harmless(name), sentence, ...Array(columns.length - 2).fill("")];
  const bySlug = new Map(told.species.map(({ slug, probability }) => [slug, probability]));
  return [
    harmless(name),
    told.verdict,
    ...birds.species.map(({ slug }) => bySlug.get(slug)),
    told.none_of_these,
    ...(birds.region.called ? [where?.place ?? ""] : []),
    where?.month ?? "",
    told.neighbour?.slug ?? "",
    "",
  ];
}

/** A spreadsheet takes a cell that begins with one of these for a formula. */
function harmless(name) {
  return /^[=+\-@]/.test(name) ? `'${name}` : name;
}

function cell(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
