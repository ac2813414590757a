// Ask which bird it is: photos on their way, and how to stop them.

import { send } from "./send.js";
import { sendable } from "./shrink.js";

let running = null;

/** Whether photos are on their way. */
export function isAsking() {
  return running !== null;
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
  const told = await answerTo(form, photos, say, mine.stop.signal);
  if (running !== mine) return null;
  running = null;
  setBusy(form, false);
  return told;
}

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
  const still = many ? "The photos are still here." : "The photo is still here.";
  if (signal.aborted) return { words: `Stopped. ${still}` };
  try {
    const { page, ok } = await send(form.getAttribute("action"), data, (share) => {
      form.querySelector("progress").value = share;
      if (share === 1 && !signal.aborted) say(many ? "Looking at the photos …" : "Looking at the photo …");
    }, signal);
    return ok ? { page } : { words: page.querySelector("main [role=alert]").textContent };
  } catch {
    if (signal.aborted) return { words: `Stopped. ${still}` };
    return { words: `No answer. Is there a connection? ${still} Try again.` };
  }
}

function setBusy(form, on) {
  form.classList.toggle("busy", on);
  form.querySelector("progress").value = 0;
  for (const part of form.querySelectorAll("progress, .stop")) part.hidden = !on;
}
