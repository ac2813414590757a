// Ask which bird it is: photos on their way, and how to stop them.

import { send } from "./send.js";
import { sendable } from "./shrink.js";
import { KEPT, load, NEVER } from "./storage.js";

let running = null;

/** Whether photos are on their way. */
export function isAsking() {
  return running !== null;
}

/** Whether the site is kept here, unless the browser has deleted it. */
export function isKept() {
  return load(KEPT) !== undefined;
}

/** Take back what is on its way; who asked is told so. */
export function stopAsking() {
  running?.stop.abort();
}

/** Take back what is on its way, without a word: something else comes in its place. */
export function forgetAsking() {
  if (!running) return;
  const { form, stop } = running;
  running = null;
  stop.abort();
  setBusy(form, false);
}

/**
 * Send `photos`, each a {file, box}, with the form; what is on its way already is taken back. Gives
 * the answer's page, or what to say where there is none; null where another one came between.
 */
export async function ask(form, photos, say) {
  forgetAsking();
  const mine = { form, stop: new AbortController() };
  running = mine;
  setBusy(form, true);
  const told = await toldOf(form, photos, say, mine.stop.signal);
  if (running !== mine) return null;
  running = null;
  setBusy(form, false);
  return told;
}

/** From the site; from this device where photos are never sent, or where the site does not answer. */
async function toldOf(form, photos, say, signal) {
  const isNever = load(NEVER) === true || "asFiles" in form.dataset;
  const told = isNever ? null : await answerTo(form, photos, say, signal);
  if (told && !(told.isAway && isKept())) return told;
  try {
    const { answerHere, isReady } = await import("./phone/here.js");
    if (told && !(await isReady())) return told;
    const onProgress = (share) => {
      form.querySelector("progress").value = share;
      if (share < 1) say("Fetching the recogniser …");
    };
    return await answerHere(form, photos, { say, onProgress, signal });
  } catch {
    if (signal.aborted) return { words: stopped(photos) };
    return told ?? { words: `This device could not answer. ${stillHere(photos)}` };
  }
}

function stillHere({ length }) {
  return length > 1 ? "The photos are still here." : "The photo is still here.";
}

function stopped(photos) {
  return `Stopped. ${stillHere(photos)}`;
}

/** `isAway` where the site is limited, busy, down or cannot be reached: somebody else may know. */
async function answerTo(form, photos, say, signal) {
  const many = photos.length > 1;
  say(many ? `Sending ${photos.length} photos …` : "Sending the photo …");
  const data = new FormData(form);
  data.delete("photo");
  const { accept } = form.querySelector("#photo");
  for (const { file, box } of photos) {
    try {
      data.append("photo", await sendable(file, accept, box), file.name || "photo.jpg");
    } catch {
      return { words: `“${file.name}” cannot be read. Is it a folder, or was it moved or changed? Choose it again.` };
    }
  }
  if (signal.aborted) return { words: stopped(photos) };
  try {
    const { page, status } = await send(form.getAttribute("action"), data, (share) => {
      form.querySelector("progress").value = share;
      if (share === 1 && !signal.aborted) say(many ? "Looking at the photos …" : "Looking at the photo …");
    }, signal);
    if (status === 200) return { page };
    const words = page.querySelector("main [role=alert]").textContent;
    return { words, isAway: status === 429 || status >= 500 };
  } catch {
    if (signal.aborted) return { words: stopped(photos) };
    return { words: `The site did not answer. Are you online? ${stillHere(photos)} Try again.`, isAway: true };
  }
}

function setBusy(form, on) {
  form.classList.toggle("busy", on);
  form.querySelector("progress").value = 0;
  for (const part of form.querySelectorAll("progress, .stop")) part.hidden = !on;
}
