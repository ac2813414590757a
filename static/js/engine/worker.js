// The engine's worker: one photo after the other, from file to answer.

import { toAnswer } from "./answer.js";
import { overPhoto, toDataUri } from "./heatmaps.js";
import { read } from "./identification.js";
import { load, run } from "./network.js";
import { openPhoto } from "./photo.js";
import { toShow } from "./shown.js";
import { see } from "./view.js";

let loading = null;
let before = Promise.resolve();

addEventListener("message", ({ data }) => {
  before = before.then(() => answerTo(data));
});

async function answerTo({ id, file, birdsAddress, ...wanted }) {
  try {
    const loaded = await start(birdsAddress, (share) => postMessage({ id, share }));
    postMessage({ id, found: file ? await identify(file, wanted, loaded) : null });
  } catch (error) {
    const { reason = "failed", message, cause } = error;
    postMessage({ id, refusal: { reason, sentence: message, cause: String(cause ?? "") } });
  }
}

/** What could not be loaded is tried again with the next photo. */
function start(address, tell) {
  loading ??= load(address, tell).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function identify(file, { where, heatmaps, side }, { birds, session }) {
  const photo = await openPhoto(file, birds.photo);
  const { input, part } = see(photo, birds);
  const identification = read(await run(session, input, birds), part, birds);
  const drawn = heatmaps.map(async (slug) =>
    [slug, await toDataUri(overPhoto(identification, slug, photo, birds.heatmap_side))]);
  const answer = toAnswer(identification, where, Object.fromEntries(await Promise.all(drawn)), birds);
  if (!side) return { answer };
  const slugs = first(answer, birds.page.first_rows);
  return { answer, shown: await toShow(photo, identification, answer.looked_at, slugs, side, birds.page) };
}

/** The first birds of an answer, with where and when and without. */
function first({ species, prior }, count) {
  const rows = [...species.slice(0, count), ...(prior?.species.slice(0, count) ?? [])];
  return [...new Set(rows.map(({ slug }) => slug))];
}
