// Lists that change in place: what was asked for is announced, and where that fails the page is opened as ever.
"use strict";

// What changes them is fetched with the first sign of a hand: it takes a phone longer to read than the page.
const fetchedFrom = document.currentScript.dataset.htmx;
const signs = ["pointermove", "pointerdown", "keydown", "focusin"];
function fetched() {
  for (const sign of signs) document.removeEventListener(sign, fetched);
  document.head.append(Object.assign(document.createElement("script"), { src: fetchedFrom }));
}
for (const sign of signs) document.addEventListener(sign, fetched, { passive: true });

document.addEventListener("htmx:afterSettle", () => {
  document.getElementById("announce").textContent = document.querySelector("h1").textContent;
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
}

// A day, or "exactly as typed", asks at once; words only when they are sent.
document.addEventListener("change", (event) => {
  if (event.target.matches("#from, #to, #exact")) event.target.form.requestSubmit();
});
