// Answers in the browser's history, so that reload, back and forward find them again.

const ADDRESS = "#answer";
let state = null;

/** The answer takes the place of the page's main part, at an address of its own. */
export function open(page, photos) {
  put(page);
  state = { title: page.title, photos, main: document.querySelector("main").outerHTML };
  history.pushState(null, "", ADDRESS);
  keep();
}

/** The answer looks otherwise now: keep it so. */
export function renew() {
  if (!state) return;
  state.main = document.querySelector("main").outerHTML;
  keep();
}

/** Show the answer at this place in the history again; the photos it is about, or null if none. */
export function reopen() {
  if (!history.state?.main) return null;
  const token = document.querySelector("[name=csrf_token]")?.value;
  const page = new DOMParser().parseFromString(history.state.main, "text/html");
  page.title = history.state.title;
  for (const field of page.querySelectorAll("[name=csrf_token]")) field.value = token;
  put(page);
  state = history.state;
  return state.photos;
}

/** Whether this is the address of an answer that is no longer there; the address is mended. */
export function isLost() {
  if (state || location.hash !== ADDRESS) return false;
  history.replaceState(null, "", location.pathname);
  return true;
}

/** Whether what is shown stays as it is: no answer was left or reached, but a link within a page. */
export function staysHere() {
  if (!state) return !history.state?.main;
  const isWithin = location.hash !== "" && !history.state;
  if (isWithin) keep();
  return isWithin;
}

function keep() {
  try {
    history.replaceState(state, "");
  } catch {
    // Too large for this browser's history: the answer is there until it is left.
  }
}

function put(page) {
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
}
