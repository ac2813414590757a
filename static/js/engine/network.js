// The network in ONNX Runtime Web: WebAssembly, one thread.

import * as ort from "../../vendor/onnxruntime-web/ort.wasm.bundle-1.30.0.min.js";
import { readBirds } from "./birds.js";
import { download, downloadChecked } from "./download.js";
import { Refusal } from "./refusal.js";

const NO_START = "This device could not start the recogniser; it may have too little memory.";

/**
 * Fetch and start the network that birds.json at `address` describes. `tell` hears which share of
 * it has arrived. Throws a Refusal.
 */
export async function load(address, tell) {
  const birds = await readFrom(address);
  try {
    return await loadFor(birds, address, tell);
  } catch (error) {
    // Another version has come meanwhile, and what belongs to the one that was read is gone.
    const now = error.reason === "not_fetched" ? await readFrom(address) : birds;
    if (now.model === birds.model) throw error;
    return loadFor(now, address, tell);
  }
}

async function readFrom(address) {
  return readBirds(JSON.parse(new TextDecoder().decode(await download(address))));
}

async function loadFor(birds, address, tell) {
  const { runtime, weights } = birds;
  const arrived = [0, 0];
  const files = [runtime, weights].map((file, place) =>
    downloadChecked(new URL(file.address, address), file.sha256, (loaded) => {
      arrived[place] = Math.min(loaded, file.bytes);
      tell((arrived[0] + arrived[1]) / (runtime.bytes + weights.bytes));
    }));
  const [wasm, network] = await Promise.all(files);
  return { birds, session: await start(wasm, network) };
}

/** What the network answers to one input. */
export async function run(session, input, { labels, preprocessing: { size } }) {
  const image = new ort.Tensor("float32", input, [1, 3, size, size]);
  const { logits, maps, boxes } = await session.run({ image });
  const [, , height, width] = maps.dims;
  const of = (slug) => {
    const first = labels.indexOf(slug) * height * width;
    return maps.data.subarray(first, first + height * width);
  };
  return { logits: logits.data, boxes: boxes.data, maps: { width, height, of } };
}

async function start(wasm, network) {
  Object.assign(ort.env.wasm, { numThreads: 1, wasmBinary: wasm });
  try {
    return await ort.InferenceSession.create(new Uint8Array(network), {
      executionProviders: ["wasm"],
    });
  } catch (error) {
    throw new Refusal("not_started", NO_START, error);
  } finally {
    ort.env.wasm.wasmBinary = undefined;
  }
}
