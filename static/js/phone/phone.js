// The page on which somebody keeps the site on this device.

import { whyNot } from "../engine/engine.js";
import { CANNOT_KEEP } from "../storage.js";
import { forget, keep, state } from "./keep.js";
import { guard, isNever, setNever } from "./never_send.js";
import { update } from "./update.js";

const UNGUARDED = "Photos that you choose here stay on this device. Please do not share any with this app from your gallery: the site did not answer, so those could still be sent.";
const part = document.querySelector(".phone");
const [progress, status] = ["progress", ".status"].map((name) => part.querySelector(name));
const [keeping, stopping, forgetting] = ["keep", "stop", "forget"].map((name) => part.querySelector(`button.${name}`));
const never = part.querySelector(".never-send");
let stop = null;

// A site of files sends none, and does not ask.
if (never) startNever();
keeping.addEventListener("click", () => start("Kept. This site now opens and answers without a network."));
stopping.addEventListener("click", () => stop.abort());
forgetting.addEventListener("click", async () => {
  await forget();
  await show();
  say("Removed. This device no longer keeps the site.");
});
// Whoever taps before the script is there would tap in vain.
keeping.disabled = false;
await show();
await update(say, (words) => start(words, true));

function startNever() {
  never.checked = isNever();
  never.disabled = false;
  if (never.checked) guard();
  never.addEventListener("change", async () => {
    const wish = never.checked;
    if (!setNever(wish)) say(CANNOT_KEEP);
    // It shows what holds, and that is so once the worker is there.
    never.checked = false;
    never.disabled = true;
    if (isNever() && !(await guard())) say(UNGUARDED);
    never.checked = isNever();
    never.disabled = false;
  });
}

async function show() {
  const why = whyNot();
  const { version, isBegun, isLost } = await state();
  keeping.hidden = Boolean(why || version);
  keeping.textContent = isBegun ? "Continue" : keeping.dataset.words;
  forgetting.hidden = !(version || isBegun);
  if (why) say(why);
  else if (version) say("This site is kept on this device.");
  else if (isBegun) say("A part of the site has arrived. Press “Continue” to fetch the rest.");
  else if (isLost) say("This device has deleted what was kept, to make room. Keep the site again to use it without a network.");
}

async function start(words, isUpdate = false) {
  stop = new AbortController();
  setBusy(true);
  let told = words;
  try {
    const { signal } = stop;
    await keep((share) => { progress.value = share; }, { signal, isUpdate });
  } catch ({ message }) {
    told = stop.signal.aborted ? "Stopped. What has arrived is kept." : message;
  }
  setBusy(false);
  await show();
  say(told);
}

function setBusy(on) {
  progress.hidden = stopping.hidden = !on;
  keeping.disabled = forgetting.disabled = on;
}

function say(words) {
  status.textContent = words;
}
