(() => {
"use strict";
const root = document.documentElement;
const css = name => getComputedStyle(root).getPropertyValue(name).trim();
const dark = matchMedia("(prefers-color-scheme: dark)");
const drawn = [];

/* The page's policy allows no style attributes; what the chart library writes there goes the way the policy allows. */
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style" && this.style) this.style.cssText = value; else setAttribute.call(this, name, value);
};

/* Colours of the page for axes, text and grid; colours of meaning stay as the figure has them. */
function themed(layout, printing) {
  const ink = printing ? "#000000" : css("--ink"), grid = printing ? "#dddddd" : css("--grid");
  const soft = printing ? "#444444" : css("--soft");
  const out = {...layout, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)"};
  out.font = {...layout.font, color: ink, family: css("--type")};
  for (const key of Object.keys(layout)) {
    if (/^[xy]axis/.test(key)) {
      out[key] = {...layout[key], gridcolor: grid, zerolinecolor: soft, linecolor: soft, tickcolor: soft};
    }
  }
  out.annotations = (layout.annotations || []).map(a => ({...a, font: {...a.font, color: ink}}));
  out.hoverlabel = {bgcolor: css("--paper"), bordercolor: soft, font: {color: ink, family: css("--type")}, align: "left"};
  return out;
}

/* On a narrow screen the figure's own narrow settings win: left margin, font size. */
function fitted(figure, width) {
  const layout = {...figure.layout, width};
  const narrow = layout.meta && layout.meta.narrow;
  if (width < 480 && narrow) for (const key of Object.keys(narrow)) {
    layout[key] = typeof narrow[key] === "object" ? {...layout[key], ...narrow[key]} : narrow[key];
  }
  return layout;
}

function inked(data) {
  const ink = css("--ink");
  return data.map(t => (t.meta && t.meta.ink) ? {...t, textfont: {...t.textfont, color: ink}, marker: {...t.marker, ...(t.meta.ink === "marker" ? {color: ink} : {})}} : t);
}

async function draw(holder) {
  const figure = JSON.parse(document.getElementById("figure-" + holder.dataset.figure).textContent);
  const least = (figure.layout.meta || {}).least || 0;
  if (least) holder.style.minWidth = least + "px";
  const width = () => Math.max(280, least, Math.floor(holder.parentElement.clientWidth));
  const paint = () => Plotly.react(holder, inked(figure.data), themed(fitted(figure, width())), {displayModeBar: false, scrollZoom: false, doubleClick: false});
  await paint();
  if (least > holder.parentElement.clientWidth) holder.parentElement.tabIndex = 0;
  holder.dataset.drawn = "yes";
  drawn.push({holder, paint, figure});
  const table = document.querySelector(`[data-chart="${holder.dataset.figure}"]`);
  if (table) table.open = false;
}

function reveal() {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
  if (!target) return;
  for (let node = target.parentElement; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  target.scrollIntoView({block: "center"});
  if (target.hasAttribute("tabindex")) target.focus({preventScroll: true});
}

function filter() {
  const select = document.getElementById("line");
  if (!select) return;
  select.closest("p").hidden = false;
  const apply = () => {
    const wanted = select.value;
    let shown = 0;
    for (const row of document.querySelectorAll("[data-lines]")) {
      row.hidden = Boolean(wanted) && !row.dataset.lines.split("|").includes(wanted);
      if (!row.hidden) shown += 1;
    }
    document.getElementById("line-count").textContent = wanted ? String(shown) : "";
  };
  select.addEventListener("change", apply);
}

/* The index of many regions: what is typed hides the briefs and the provinces that do not hold it. */
function find() {
  const field = document.getElementById("find");
  if (!field) return;
  field.closest("p").hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const item of document.querySelectorAll("[data-name]")) {
      item.hidden = !item.dataset.name.toLowerCase().includes(wanted);
      if (!item.hidden) shown += 1;
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("[data-name]:not([hidden])");
    document.querySelector("nav.provinces").hidden = Boolean(wanted);
    document.getElementById("find-count").textContent = wanted ? String(shown) : "";
  });
}

/* A button beside each citation that copies it; where the clipboard is closed, the citation is selected instead. */
function copying() {
  const section = document.querySelector("section.method[data-copy]");
  if (!section) return;
  for (const cell of section.querySelectorAll("tbody th")) {
    const words = cell.textContent.trim(), button = document.createElement("button");
    button.type = "button"; button.className = "copy"; button.textContent = section.dataset.copy;
    button.setAttribute("aria-label", section.dataset.copy + " " + words);
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(words); button.textContent = section.dataset.copied; }
      catch (error) { getSelection().selectAllChildren(cell.firstChild.parentNode.querySelector("span") || cell); }
    });
    const text = document.createElement("span");
    text.append(...cell.childNodes);
    cell.append(text, " ", button);
  }
}

addEventListener("hashchange", reveal);
const printed = [];
addEventListener("beforeprint", () => {
  for (const node of document.querySelectorAll("details.texts, .limits details.data, .verify details.data, .numbers details.evidence, .practices details.evidence")) {
    if (!node.open) { node.open = true; printed.push(node); }
  }
});
addEventListener("afterprint", () => { for (const node of printed.splice(0)) node.open = false; });
document.addEventListener("click", event => {
  const link = event.target.closest && event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) reveal();
});
filter();
find();
copying();
(async () => {
  const holders = [...document.querySelectorAll("[data-figure]")];
  for (const holder of holders) { await draw(holder); await new Promise(done => setTimeout(done)); }
  const again = () => drawn.forEach(chart => chart.paint());
  dark.addEventListener("change", again);
  let last = innerWidth, timer = 0;
  addEventListener("resize", () => {
    if (innerWidth === last) return;
    last = innerWidth; clearTimeout(timer); timer = setTimeout(again, 120);
  });
  reveal();
  root.dataset.ready = "yes";
})();
})();
