// Files that the engine needs: fetched with a word on how far it is, unpacked, checked.

import { Refusal } from "./refusal.js";

const NO_CONNECTION = "The recogniser could not be fetched. Are you online?";
const BROKEN = "The recogniser arrived damaged and was not used. Please try again.";

/** The bytes at an address. `tell` hears how many have arrived. */
export async function download(address, tell = () => {}) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    const parts = [];
    let loaded = 0;
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return await new Blob(parts).arrayBuffer();
      parts.push(value);
      tell((loaded += value.length));
    }
  } catch (error) {
    throw new Refusal("not_fetched", NO_CONNECTION, error);
  }
}

/** What was packed by gzip, unless a server has told the browser so and it is unpacked already. */
export async function unpacked(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await new Response(stream).arrayBuffer();
  } catch (error) {
    throw new Refusal("damaged", BROKEN, error);
  }
}

/** The bytes, if their sha256 is the one expected; else a Refusal. */
export async function checked(bytes, sha256) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256) throw new Refusal("damaged", BROKEN, `${found}, not ${sha256}`);
  return bytes;
}
