// A file fetched piece by piece into a cache, so that a broken connection costs one piece.

import { Refusal } from "../engine/refusal.js";

const PIECE = 1 << 20;

const BROKEN_OFF = "The connection was lost. What has arrived is kept: press “Continue” when you are online again.";
const NOT_SENT = "The site did not send everything. What has arrived is kept: press “Continue” to try again.";
const DAMAGED = "The download was damaged twice, so it was not kept. Please try again later.";
const NO_ROOM = "This device does not have enough room, or does not let us keep anything.";

/**
 * Put a file, {url, bytes, sha256}, into `cache` under its address. `tell` hears how many bytes of it
 * are there. What does not have its digest is thrown away and fetched once more; then a Refusal.
 */
export async function fetchInto(cache, file, tell, signal) {
  for (const _ of ["first", "again"]) {
    const { parts, headers } = await gather(cache, file, tell, signal);
    const whole = new Blob(parts);
    const isWhole = (await digest(whole)) === file.sha256;
    if (isWhole) await put(cache, file.url, whole, headers);
    await forgetPieces(cache, file);
    if (isWhole) return;
  }
  throw new Refusal("damaged", DAMAGED);
}

/** Keep something in a cache, or throw a Refusal where there is no room. */
export async function put(cache, address, body, headers) {
  try {
    await cache.put(address, new Response(body, { headers }));
  } catch (error) {
    throw new Refusal("no_room", NO_ROOM, error);
  }
}

/** What the site itself answers, or a Refusal. */
export async function ask(url, options) {
  let answer;
  try {
    answer = await fetch(url, { cache: "no-store", ...options });
  } catch (error) {
    throw new Refusal("broken_off", BROKEN_OFF, error);
  }
  if (answer.ok) return answer;
  throw new Refusal("not_sent", NOT_SENT, `${answer.status} ${url}`);
}

/** All of an answer, or a Refusal. */
export async function received(answer) {
  try {
    return await answer.blob();
  } catch (error) {
    throw new Refusal("broken_off", BROKEN_OFF, error);
  }
}

async function gather(cache, { url, bytes }, tell, signal) {
  const parts = [];
  let headers = {};
  for (let from = 0; from < bytes; from += PIECE) {
    const name = pieceOf(url, from);
    const piece = await cache.match(name);
    const answer = piece ?? await ask(url, { headers: range(from, bytes), signal });
    const body = await received(answer);
    headers = described(answer);
    // A host that does not know of pieces sends all of it.
    if (!piece && answer.status === 200) return { parts: [body], headers };
    if (!piece) await put(cache, name, body, headers);
    parts.push(body);
    tell(Math.min(bytes, from + PIECE));
  }
  return { parts, headers };
}

function range(from, bytes) {
  const last = Math.min(from + PIECE, bytes) - 1;
  return bytes > PIECE ? { Range: `bytes=${from}-${last}` } : {};
}

/** What a browser must know of it: its type, and what a worker's script may do. */
function described({ headers }) {
  const names = ["Content-Type", "Content-Security-Policy"];
  return Object.fromEntries(names.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]));
}

function pieceOf(url, from) {
  return `${url}?piece=${from}`;
}

async function forgetPieces(cache, { url, bytes }) {
  for (let from = 0; from < bytes; from += PIECE) await cache.delete(pieceOf(url, from));
}

async function digest(blob) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
