// Photos that are dropped on the page or pasted into it.

const PHOTO_NAME = /^[^.].*\.(jpe?g|jpe|jfif|png|webp|hei[cf]|hif|avif)$/i;

/** The photos of a drop; those of a folder and its folders too, `most` and one more of them. */
export async function dropped({ items, files }, most) {
  // The list of items is empty as soon as this waits for anything.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...files];
  const found = [];
  for (const entry of entries) await gather(entry, found, most + 1);
  return found;
}

/** The photos of a paste; none where its text goes into a text field. */
export function pasted({ target, clipboardData }) {
  const isText = target.closest?.("input, textarea, [contenteditable]");
  const hasText = clipboardData.types.some((type) => type.startsWith("text/"));
  return isText && hasText ? [] : [...clipboardData.files];
}

async function gather(entry, found, enough) {
  if (found.length >= enough) return;
  if (entry.isFile) {
    if (PHOTO_NAME.test(entry.name)) found.push(await asked((done, no) => entry.file(done, no)));
    return;
  }
  for (const inside of await entriesOf(entry)) await gather(inside, found, enough);
}

/** All entries of a folder, by name; a reader gives a hundred at a time. */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const all = [];
  for (let some = null; some?.length !== 0; all.push(...some)) {
    some = await asked((done, no) => reader.readEntries(done, no));
  }
  return all.sort((one, other) => one.name.localeCompare(other.name));
}

function asked(question) {
  return new Promise(question);
}
