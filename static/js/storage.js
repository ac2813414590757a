// What this browser keeps for us, if it keeps anything: storage may be null, full or forbidden.

export const CANNOT_KEEP =
  "This browser does not let us keep anything: its storage is full, switched off or forbidden.";

/** The keys of “Never send my photos”, and of the version of the site that is kept. */
export const NEVER = "birds.never-send";
export const KEPT = "birds.kept";

/** What is kept under `key`; undefined where there is nothing, or nonsense. */
export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keep `value` under `key`. False where the browser refuses. */
export function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Keep nothing under `key` any more. False where the browser refuses. */
export function erase(key) {
  try {
    localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** Whether anything can be kept at all, or as much as this. */
export function canKeep(something = true) {
  const key = "birds.try";
  return store(key, something) && erase(key);
}
