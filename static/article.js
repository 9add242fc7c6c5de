// Copies the citation and prints; without it both are done by the browser's own means.
"use strict";

for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.parentElement.hidden = false;

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

document.querySelector("[data-copy]")?.addEventListener("click", async ({ currentTarget: button }) => {
  const cited = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(cited.innerText);
    button.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(cited); // where a page may not write there, one key is left to press
  }
});
