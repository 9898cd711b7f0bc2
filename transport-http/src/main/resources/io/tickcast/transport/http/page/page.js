// Ties the feed to what is shown.

import { PriceChart } from "./chart.js";
import { hideDetail, showDetail } from "./detail.js";
import { byId } from "./dom.js";
import { Feed } from "./feed.js";
import { showLink, showStatus } from "./overview.js";
import { DecisionTable } from "./table.js";
import { count } from "./words.js";

const KEPT = 500;
const CHART_MILLIS = 250;
const GAP_MILLIS = 15000;

/** Oldest first. */
const decisions = [];
const table = new DecisionTable(decisions, select);
const chart = new PriceChart(select);
let selected = null;
let heardAt = 0;
let gapTimer = 0;
let chartTimer = 0;

function recent(newestFirst) {
  decisions.splice(0, decisions.length, ...newestFirst.slice().reverse());
  table.redraw();
  if (selected && !decisions.some((each) => each.id === selected.id)) {
    unselect();
  }
  drawChart();
}

function decision(entry) {
  decisions.push(entry);
  if (decisions.length > KEPT) {
    decisions.splice(0, decisions.length - KEPT);
  }
  table.add(entry);
  // However fast they come, the line moves four times a second.
  chartTimer ||= setTimeout(drawChart, CHART_MILLIS);
}

function drawChart() {
  clearTimeout(chartTimer);
  chartTimer = 0;
  offerSeries();
  const name = byId("series").value;
  const series = decisions.filter((each) => seriesOf(each) === name);
  chart.show(series, series.length ? table.places(series[0].symbol) : 0, selected);
}

function seriesOf(each) {
  return `${each.symbol} ${each.timeframe}`;
}

/** Keeps what is chosen: a chart that changes its subject with every bar is none. */
function offerSeries() {
  const names = [...new Set(decisions.map(seriesOf))].sort();
  const select = byId("series");
  if (names.join() !== [...select.options].map((each) => each.value).join()) {
    const chosen = select.value;
    select.replaceChildren(...names.map((name) => new Option(name, name)));
    select.value = names.includes(chosen) ? chosen : (names[0] ?? "");
  }
}

/** Turns the chart to the series that somebody looks at. */
function turnTo(name) {
  if ([...byId("series").options].some((each) => each.value === name)) {
    byId("series").value = name;
  }
}

function turnToFiltered() {
  const wanted = decisions.findLast((each) => each.symbol === table.symbol);
  if (wanted) {
    turnTo(seriesOf(wanted));
  }
  drawChart();
}

function select(id) {
  if (selected?.id === id) {
    unselect();
    return;
  }
  selected = decisions.find((each) => each.id === id) ?? null;
  if (selected) {
    table.select(id);
    showDetail(selected);
    turnTo(seriesOf(selected));
    drawChart();
  }
}

function unselect() {
  selected = null;
  table.select(null);
  hideDetail();
  drawChart();
}

function gap(missed) {
  const note = byId("gap");
  note.textContent = `${count(missed)} decisions are not shown: they came faster than this page reads.`;
  note.hidden = false;
  clearTimeout(gapTimer);
  gapTimer = setTimeout(() => {
    note.hidden = true;
  }, GAP_MILLIS);
}

function status(now) {
  heardAt = Date.now();
  showStatus(now);
}

byId("detail-close").addEventListener("click", unselect);
byId("filter-symbol").addEventListener("change", turnToFiltered);
byId("series").addEventListener("change", drawChart);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && selected) {
    unselect();
  }
});

new Feed({ recent, decision, gap, status, link: (state) => showLink(state, heardAt) }).start();
