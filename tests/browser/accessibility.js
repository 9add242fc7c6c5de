// What a page does wrong for people who do not see it, cannot use a mouse, or see little: a list of sentences.
() => {
  const problems = [];
  const name = (element) => `<${element.tagName.toLowerCase()} ${element.id || element.className}>`;
  const visible = (element) => element.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)];

  if (!document.documentElement.lang) problems.push("the page has no language");
  if (!document.title) problems.push("the page has no title");
  for (const selector of ["h1", "main", "body > header", "body > footer"]) {
    if (all(selector).length !== 1) problems.push(`${all(selector).length} of ${selector}`);
  }
  if (!all("main h1").length) problems.push("the h1 is not in main");

  // Data of the page for programs (JSON-LD) is no script: no browser runs it, whatever the policy says.
  for (const inline of all("[style], style, script:not([src]):not([type='application/ld+json'])")) problems.push(`${name(inline)} is written into the page`);

  let level = 1;
  for (const heading of all("main :is(h1, h2, h3, h4)")) {
    const here = Number(heading.tagName[1]);
    if (here > level + 1) problems.push(`${name(heading)} skips a level: ${heading.textContent}`);
    level = here;
  }

  const named = new Set();
  const roles = { NAV: "navigation", ASIDE: "complementary", SECTION: "region" };
  for (const landmark of all("nav, aside, main section, [role=region], [role=search]")) {
    const label = landmark.getAttribute("aria-label")
      ?? document.getElementById(landmark.getAttribute("aria-labelledby"))?.textContent;
    if (!label?.trim()) problems.push(`${name(landmark)} has no name`);
    const key = `${landmark.getAttribute("role") ?? roles[landmark.tagName]} ${label}`;
    if (named.has(key)) problems.push(`two of ${key}`);
    named.add(key);
  }

  for (const field of all("input:not([type=hidden]), select, textarea")) {
    if (!field.labels?.length) problems.push(`${name(field)} has no label`);
  }
  for (const control of all("a, button")) {
    if (!control.textContent.trim()) problems.push(`${name(control)} has no text`);
  }
  for (const link of all("a")) {
    const target = link.getAttribute("href");
    if (!target) problems.push(`${name(link)} leads nowhere`);
    if (target?.startsWith("#") && !document.getElementById(target.slice(1))) problems.push(`${target} is not there`);
  }
  for (const picture of all("img:not([alt]), svg:not([aria-hidden], [aria-label], [aria-labelledby])")) problems.push(`${name(picture)} has no text`);
  const ids = all("[id]").map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`two of #${id}`);
  for (const cell of all("th:not([scope])")) problems.push(`${name(cell)} has no scope`);
  for (const table of all("table:not(:has(caption))")) {
    if (!table.closest("[aria-labelledby]")) problems.push(`${name(table)} has no caption`);
  }

  // Contrast: WCAG 2 AA, text against the nearest background that is not transparent.
  const rgb = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = rgb(colour).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((rgb(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  for (const element of all("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!hasText || !visible(element) || element.closest(".hidden, script, svg")) continue;
    const style = getComputedStyle(element);
    const [light, dark] = [luminance(style.color), luminance(behind(element))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < (large ? 3 : 4.5)) {
      problems.push(`${name(element)} has a contrast of ${contrast.toFixed(2)}: ${element.textContent.trim().slice(0, 30)}`);
    }
  }
  return problems;
}
