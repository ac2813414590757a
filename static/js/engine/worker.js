// The engine's worker: one photo after the other, from file to answer.

import { toAnswer } from "./answer.js";
import { overPhoto, toDataUri } from "./heatmaps.js";
import { read } from "./identification.js";
import { load, run } from "./network.js";
import { openPhoto } from "./photo.js";
import { see } from "./view.js";

let loading = null;
let before = Promise.resolve();

addEventListener("message", ({ data }) => {
  before = before.then(() => answerTo(data));
});

async function answerTo({ id, file, birdsAddress, where, heatmaps }) {
  try {
    const loaded = await start(birdsAddress, (share) => postMessage({ id, share }));
    const answer = file ? await identify(file, where, heatmaps, loaded) : null;
    postMessage({ id, answer });
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

async function identify(file, where, heatmaps, { birds, session }) {
  const photo = await openPhoto(file, birds.photo);
  const { input, part } = see(photo, birds);
  const identification = read(await run(session, input, birds), part, birds);
  const drawn = heatmaps.map(async (slug) =>
    [slug, await toDataUri(overPhoto(identification, slug, photo, birds.heatmap_side))]);
  return toAnswer(identification, where, Object.fromEntries(await Promise.all(drawn)), birds);
}
