// The field guide's search, answered while you type. The server does the finding.

const form = document.querySelector("form.search");
let latest;

form.addEventListener("input", find);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});

async function find() {
  latest?.abort();
  latest = new AbortController();
  const asked = [...new FormData(form)].filter(([, value]) => value);
  const url = `${form.getAttribute("action")}?${new URLSearchParams(asked)}`;
  try {
    const answer = await fetch(url, { signal: latest.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("#found").replaceChildren(...page.querySelector("#found").childNodes);
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}
