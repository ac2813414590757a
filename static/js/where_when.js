// Place and month, remembered in this browser. A list of birds may ask for neither.

const KEY = "birds.where";

/** Fill the form's selects as last time, and remember what is chosen. */
export function rememberWhere(form) {
  const selects = [...form.querySelectorAll("[data-remember]")];
  const last = remembered();
  for (const select of selects) {
    const value = last[select.dataset.remember] ?? "";
    const isThere = [...select.options].some((option) => option.value === value);
    if (!select.value && isThere) select.value = value;
  }
  const keep = () => {
    const chosen = selects.map(({ dataset, value }) => [dataset.remember, value]);
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(chosen)));
  };
  for (const select of selects) select.addEventListener("change", keep);
}

/** What was chosen last time; nothing where the browser keeps nothing, or nonsense. */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** Propose the month of a photo's date (YYYY-MM-DD), and say so. */
export function proposeMonth(form, date) {
  const { month } = form.elements;
  if (!date || !month) return;
  month.value = String(Number(date.slice(5, 7)));
  const name = month.selectedOptions[0].text;
  form.querySelector(".where-help").textContent =
    `${name} is from the photo's own date, which stays in this browser. Change it if it is wrong.`;
}
