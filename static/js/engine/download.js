// Files that the engine needs: fetched with a word on how far it is, unpacked, checked.

import { Refusal } from "./refusal.js";

const NO_CONNECTION = "The recogniser could not be fetched. Are you online?";
const BROKEN = "The recogniser arrived damaged and was not used. Please try again.";

/** The bytes at an address. `tell` hears how many have arrived. */
export async function download(address, tell = () => {}, cache = "default") {
  try {
    const response = await fetch(address, { cache });
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

/**
 * The same, unpacked, where its sha256 is the one expected; else a Refusal. Who got something else
 * asks the site itself once more: the browser would keep what is broken for as long as what is not.
 */
export async function downloadChecked(address, sha256, tell) {
  const read = async (cache) => checked(await unpacked(await download(address, tell, cache)), sha256);
  try {
    return await read();
  } catch (error) {
    if (error.reason !== "damaged") throw error;
    return read("reload");
  }
}

/** What was packed by gzip, unless a server has told the browser so and it is unpacked already. */
async function unpacked(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await new Response(stream).arrayBuffer();
  } catch (error) {
    throw new Refusal("damaged", BROKEN, error);
  }
}

async function checked(bytes, sha256) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256) throw new Refusal("damaged", BROKEN, `${found}, not ${sha256}`);
  return bytes;
}
