// A new version of the site that this device keeps: it is fetched while somebody is here.

import { isOutdated, keep } from "./keep.js";

const FETCHING = "There is a new version. It is being fetched …";
const HERE = "The new version is here. We use it from your next photo on.";

/** Fetch the next version, if there is one, with `fetchIt`, which hears what to say once it is here. */
export async function update(say, fetchIt) {
  if (!(await isNew())) return;
  say(FETCHING);
  await fetchIt(HERE);
}

/** The same behind a page that is about something else, where a line above it says so. */
export async function updateInBackground() {
  const line = Object.assign(document.createElement("p"), { className: "container news", hidden: true });
  line.setAttribute("role", "status");
  document.querySelector("header").after(line);
  await update(say, fetchIt);

  async function fetchIt(words) {
    try {
      await keep(undefined, { isUpdate: true });
      say(words);
    } catch {
      // What has arrived is kept, and the next visit goes on with it.
      say("");
    }
  }

  function say(words) {
    line.textContent = words;
    line.hidden = !words;
  }
}

/** Without a connection there is nothing new. */
async function isNew() {
  try {
    return await isOutdated();
  } catch {
    return false;
  }
}
