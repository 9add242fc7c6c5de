// Bars by date: one stop of the tabulator, arrows move in it; drawn over, several bars are chosen at once.
"use strict";

document.addEventListener("keydown", (event) => {
  const bars = event.target.closest?.(".bars");
  if (!bars || event.ctrlKey || event.altKey || event.metaKey) return;
  const links = [...bars.querySelectorAll("a")];
  const at = links.indexOf(event.target);
  const towards = getComputedStyle(bars).direction === "rtl" ? -1 : 1;
  const next = { ArrowRight: at + towards, ArrowLeft: at - towards, Home: 0, End: links.length - 1 }[event.key];
  if (next === undefined || !links[next]) return;
  event.preventDefault();
  event.target.tabIndex = -1;
  links[next].tabIndex = 0;
  links[next].focus();
});

let from = null;
const barAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".bars[data-range] li");

document.addEventListener("pointerdown", (event) => {
  from = event.pointerType === "mouse" && event.button === 0 ? barAt(event) : null;
});
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".bars[data-range]")) event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  const to = from && barAt(event);
  if (to && to.parentElement === from.parentElement) mark(from, to);
});
document.addEventListener("pointerup", (event) => {
  const to = from && barAt(event);
  if (to && to !== from && to.parentElement === from.parentElement) {
    const [first, last] = [from.dataset.key, to.dataset.key].sort();
    location.assign(from.parentElement.dataset.range.replace("FROM", first).replace("TO", last));
  } else if (from) {
    mark(from, null);
  }
  from = null;
});

function mark(first, last) {
  const all = [...first.parentElement.children];
  const [low, high] = [all.indexOf(first), last ? all.indexOf(last) : -1].sort((a, b) => a - b);
  all.forEach((bar, n) => bar.classList.toggle("within", last !== null && n >= low && n <= high));
}
