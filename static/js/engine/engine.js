// The engine as a page sees it: a photo goes in, the JSON API's answer comes out, and nothing of
// the photo leaves the device. See docs/PHONE.md.

import { Refusal } from "./refusal.js";
import { onRenewed } from "./renewal.js";

/** A worker that nobody has asked for so many milliseconds is ended: it holds the network. */
const IDLE = 60_000;

const TOO_OLD =
  "This browser is too old to recognise birds by itself (it lacks WebAssembly with SIMD, or " +
  "workers that can draw). Use a newer browser, or let the site answer.";
const NOT_SECURE = "Recognising birds on this device needs a secure connection: https, or localhost.";
const ENDED = "The recogniser on this device stopped. Please try again.";

/** Who is asked, as {worker, waiting, timer, deafen}; null where nobody runs. */
let current = null;
/** With those of an older version, which still answer what they were asked. */
const running = new Set();
let last = 0;

/** Why this browser cannot run the engine, in a sentence; empty where it can. */
export function whyNot() {
  if (!isSecureContext) return NOT_SECURE;
  const has = ["Worker", "OffscreenCanvas", "createImageBitmap", "DecompressionStream"];
  return has.every((name) => name in globalThis) && hasSimd() ? "" : TOO_OLD;
}

/**
 * The answer to a photo (a File or Blob).
 *
 * `birdsAddress` is where birds.json of the engine is. `place` (a code of the region) and `month`
 * (1 to 12) add the prior; `heatmaps` lists species whose heatmaps are wanted; `onProgress` hears
 * which share of the engine has arrived, from 0 to 1. Throws a Refusal, whose message is for people.
 */
export async function identify(file, birdsAddress, options = {}) {
  const { place = "", month = null, heatmaps = [], onProgress = () => {} } = options;
  const found = await ask({ file, birdsAddress, where: { place, month }, heatmaps }, onProgress);
  return found.answer;
}

/**
 * The same, and what a page shows of the photo, at most `side` pixels large: see `toShow`. Gives
 * {answer, shown}.
 */
export function identifyAndShow(file, birdsAddress, { place, month, side, onProgress = () => {} }) {
  return ask({ file, birdsAddress, where: { place, month }, heatmaps: [], side }, onProgress);
}

/** Fetch and start the engine before there is a photo. */
export async function prepare(birdsAddress, onProgress = () => {}) {
  await ask({ birdsAddress }, onProgress);
}

/** End the worker; the next photo starts another. */
export function stop(refusal = new Refusal("ended", ENDED)) {
  for (const one of running) end(one, refusal);
}

/** Whether a worker runs. */
export function isRunning() {
  return running.size > 0;
}

function ask(question, onProgress) {
  const reason = whyNot();
  if (reason) return Promise.reject(new Refusal("too_old", reason));
  current ??= start();
  const { worker, waiting, timer } = current;
  clearTimeout(timer);
  const id = ++last;
  const birdsAddress = new URL(question.birdsAddress, document.baseURI).href;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, onProgress });
    worker.postMessage({ ...question, id, birdsAddress });
  });
}

function start() {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const one = { worker, waiting: new Map(), timer: 0, deafen: onRenewed(() => retire(one)) };
  worker.addEventListener("message", ({ data }) => hear(one, data));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    end(one);
  });
  running.add(one);
  return one;
}

function hear(one, { id, share, found, refusal }) {
  const { waiting } = one;
  const { resolve, reject, onProgress } = waiting.get(id);
  if (share !== undefined) return onProgress(share);
  waiting.delete(id);
  if (refusal) reject(new Refusal(refusal.reason, refusal.sentence, refusal.cause));
  else resolve(found);
  if (waiting.size) return;
  if (one === current) one.timer = setTimeout(end, IDLE, one);
  else end(one);
}

/** It answers what it was asked, and the next photo goes to one of the new version. */
function retire(one) {
  if (current === one) current = null;
  if (!one.waiting.size) end(one);
}

function end(one, refusal = new Refusal("ended", ENDED)) {
  clearTimeout(one.timer);
  one.deafen();
  one.worker.terminate();
  running.delete(one);
  if (current === one) current = null;
  for (const { reject } of one.waiting.values()) reject(refusal);
  one.waiting.clear();
}

/** A module of one function that counts the bits of a vector. */
function hasSimd() {
  return globalThis.WebAssembly?.validate(new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 5, 1, 0x60, 0, 1, 0x7b,
    3, 2, 1, 0,
    10, 10, 1, 8, 0, 0x41, 0, 0xfd, 0x0f, 0xfd, 0x62, 0x0b,
  ])) ?? false;
}
