// The search box. Shows people, sources and words while somebody types in a search box; without it the pages lack nothing.
"use strict";

// A slash leads to the search box, as everywhere; who writes in a field writes it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const box = document.querySelector("form[role=search] input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

function suggestIn(box) {
  if (box.list) return;
  const list = document.createElement("datalist");
  list.id = `${box.id}-suggestions`;
  box.after(list);
  box.setAttribute("list", list.id);
  let waiting = 0;

  box.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const chosen = [...list.children].find((option) => option.value === box.value);
    if (chosen && chosen.dataset.address && event.inputType !== "insertText") {
      location.assign(chosen.dataset.address);
      return;
    }
    waiting = setTimeout(async () => {
      const typed = box.value;
      if (typed.trim().length < 2) return;
      const answer = await fetch(`${document.body.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok || typed !== box.value) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map(({ kind, label, address, note }) => {
        const option = document.createElement("option");
        option.value = label;
        option.label = kind === "word" ? label : [label, note, kind].filter(Boolean).join(" · ");
        if (kind !== "word") option.dataset.address = address;
        return option;
      }));
    }, 150);
  });
}

const suggestAnywhere = () => document.querySelectorAll("form[role=search] input[name=q]").forEach(suggestIn);
suggestAnywhere();
document.addEventListener("htmx:afterSettle", suggestAnywhere); // a list that changed has a new box

// Who has been here before needs no word about how it works.
try {
  if (localStorage.getItem("seen")) document.documentElement.classList.add("seen-before");
  else if (document.getElementById("first-visit")) localStorage.setItem("seen", "1");
} catch { /* where nothing is kept, it is said again */ }
