// Lists that change in place: what was asked for is announced, and where that fails the page is opened as ever.
"use strict";

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
