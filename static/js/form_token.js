// A fresh token for a form that has outlived its own: a page may be kept for longer than a cookie.

/** The token of a new form of the site, which `form` and the others of the page have from now on. */
export async function renewToken(form) {
  // From the site itself, not from what is kept.
  const answer = await fetch(form.getAttribute("action"), { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const { value } = page.querySelector("[name=csrf_token]");
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = value;
  return value;
}
