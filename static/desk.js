// Keys for the desk; without it every button and line is reached as on any page.
"use strict";

const form = document.getElementById("edit");
const box = document.getElementById("keys");
const lines = [...document.querySelectorAll("#lines input[name=line]")];

// Single keys can be switched off, for those whom they are in the way.
// The choice holds on pages without the switch as well: there `u` takes back what was done last.
for (const shown of [box, document.getElementById("keys-words"), document.querySelector(".keys-help")]) if (shown) shown.hidden = false;
const keys_chosen = () => localStorage.getItem("desk-keys") !== "off";
if (box) box.checked = keys_chosen();
box?.addEventListener("change", () => localStorage.setItem("desk-keys", box.checked ? "on" : "off"));

function choose(step) {
  const at = lines.findIndex((line) => line.checked);
  const line = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
  if (!line) return;
  line.checked = true;
  line.focus();
  line.closest("li").scrollIntoView({ block: "nearest" });
}

function is_typing(target) {
  return target.closest("input:not([type=radio], [type=checkbox]), textarea, select") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.querySelector("[data-key=s]")?.click();
    return;
  }
  if (event.key === "Escape" && is_typing(event.target)) {
    event.target.blur();
    return;
  }
  if (!keys_chosen() || event.ctrlKey || event.metaKey || event.altKey || is_typing(event.target)) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    choose(event.key === "j" ? 1 : -1);
    return;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// A double click on a line is the body's first, as most corrections are of it.
for (const line of lines) {
  line.closest("li").addEventListener("dblclick", () => document.querySelector("[data-key=b]").click());
}

// Where it was taken from stays in sight.
const at = lines.find((line) => line.checked);
if (at) at.closest("li").scrollIntoView({ block: "center" });
if (form?.dataset.taken) document.getElementById(`field-${form.dataset.taken}`).scrollIntoView({ block: "nearest" });

let left = false;
let typed = Boolean(form?.dataset.taken);
form?.addEventListener("submit", () => { left = true; });
form?.addEventListener("input", (event) => { typed = typed || is_typing(event.target); });
window.addEventListener("beforeunload", (event) => { if (typed && !left) event.preventDefault(); });
