// State and month, remembered in this browser.

const KEY = "birds.where";

/** Fill the form's selects as last time, and remember what is chosen. */
export function rememberWhere(form) {
  const { state, month } = form.elements;
  const last = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  if (!state.value) state.value = last.state ?? "";
  if (!month.value) month.value = last.month ?? "";
  const keep = () =>
    localStorage.setItem(KEY, JSON.stringify({ state: state.value, month: month.value }));
  state.addEventListener("change", keep);
  month.addEventListener("change", keep);
}

/** Propose the month of a photo's date (YYYY-MM-DD), and say so. */
export function proposeMonth(form, date) {
  if (!date) return;
  const { month } = form.elements;
  month.value = String(Number(date.slice(5, 7)));
  const name = month.selectedOptions[0].text;
  form.querySelector(".where-help").textContent =
    `${name} is from the photo's own date, which stays in this browser. Change it if it is wrong.`;
}
