// The search of a copy that was opened from a folder. A page may not read files there but may run them: each part
// of the index calls the function that waits for it. Words are folded as articles/text/tokens.py folds them.
"use strict";

const LETTERS = 2; // by which the words are parted
const AT_ONCE = 50; // results
const TITLES_AT_ONCE = 500;
const KEPT = "йўїçşğöüə";
const SAME = { "ı": "i", "ə": "e", "ё": "е", "և": "եւ", "ß": "ss", "ø": "o", "đ": "d", "ł": "l" };
const DROPPED = /[\u055b\u055c\u055e\u00ad\u200c\u200d\u2060\ufeff]/g;
const WORD = /[\p{L}\p{N}\p{M}\u00ad\u200c\u200d\u2060\ufeff\u055b\u055c\u055e]+/gu;
const APOSTROPHES = /[\u2018\u2019\u201b\u02b9\u02bb\u02bc\u055a\u0060\u00b4\uff07']/g;
const parts = new Map();
const titles = new Map();

function fold(word) {
  const plain = word.replace(DROPPED, "").replaceAll("İ", "i").toLowerCase().normalize("NFC");
  const letters = [...plain].map((letter) => {
    if (KEPT.includes(letter)) return letter;
    const bare = letter.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
    return [...bare].map((one) => SAME[one] ?? one).join("");
  });
  return letters.join("").replaceAll("եվ", "եւ").replaceAll(" ", "").slice(0, 100);
}

const wordsOf = (text) => (text.replace(APOSTROPHES, "'").match(WORD) ?? []).map(fold).filter(Boolean);

function load(name, held, key) {
  if (held.has(key)) return Promise.resolve(held.get(key));
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = `${name}.js`;
    script.onload = () => resolve(held.get(key));
    script.onerror = () => resolve(undefined); // there is no word that begins so
    document.head.append(script);
  });
}

window.copyWords = (part, words) => parts.set(part, words);
window.copyTitles = (number, rows) => titles.set(number, rows);

const unpack = (packed) => {
  let at = 0;
  return packed.split(" ").map((step) => (at += parseInt(step, 36)));
};

// The articles with a word, and with those that begin with it.
async function having(word) {
  const part = [...word].slice(0, LETTERS).join("");
  const name = [...part].map((letter) => letter.codePointAt(0).toString(16)).join("-");
  const words = await load(`words/${name}`, parts, part);
  const found = new Set();
  for (const [known, packed] of Object.entries(words ?? {})) {
    if (known === word || ([...word].length > LETTERS && known.startsWith(word))) for (const n of unpack(packed)) found.add(n);
  }
  return found;
}

async function search(text) {
  const asked = wordsOf(text);
  if (!asked.length) return [];
  const sets = await Promise.all(asked.map(having));
  sets.sort((one, other) => one.size - other.size);
  return [...sets[0]].filter((n) => sets.every((set) => set.has(n))).sort((one, other) => one - other);
}

async function shown(n) {
  const number = Math.floor(n / TITLES_AT_ONCE);
  const rows = await load(`titles/${number}`, titles, number);
  const [id, title, day, source, language] = rows[n % TITLES_AT_ONCE];
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `articles/${id.slice(0, 2)}/${id}.html`;
  link.lang = language;
  link.textContent = title;
  const hint = document.createElement("span");
  hint.className = "hint";
  hint.textContent = [day, source].filter(Boolean).join(" · ");
  item.append(link, " ", hint);
  return item;
}

const form = document.getElementById("search");
const place = document.getElementById("found");
form.hidden = false;

async function answer() {
  const text = document.getElementById("q").value;
  const numbers = await search(text);
  const list = document.createElement("ul");
  list.className = "related";
  const heading = document.createElement("h2");
  heading.textContent = numbers.length ? `${form.dataset.one}${numbers.length}` : form.dataset.none;
  const more = document.createElement("button");
  more.type = "button";
  more.textContent = form.dataset.more;
  const add = async () => {
    const next = numbers.slice(list.children.length, list.children.length + AT_ONCE);
    for (const n of next) list.append(await shown(n));
    more.hidden = list.children.length >= numbers.length;
  };
  await add();
  place.replaceChildren(heading, list, more);
  place.hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer();
});
