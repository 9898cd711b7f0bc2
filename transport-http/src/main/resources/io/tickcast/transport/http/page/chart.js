// Entry prices of one series as a line, with what went out. Every decision has its place on the way from left to right;
// the line leads through those with a price.

import { byId, shape, say } from "./dom.js";
import { actionable, minute, price, typeLabel } from "./words.js";

const POINTS = 240;
const PAD = { top: 16, right: 74, bottom: 24, left: 16 };
const GRID_LINES = 4;
// Room for the markers above and below the line.
const MARGIN = 0.1;

export class PriceChart {
  #svg = byId("chart");
  #onSelect;
  #points = [];
  #places = 0;
  #picked = null;
  #hover = null;
  #x = () => 0;

  constructor(onSelect) {
    this.#onSelect = onSelect;
    this.#svg.addEventListener("pointermove", (event) => this.#point(event));
    this.#svg.addEventListener("pointerleave", () => this.#leave());
    this.#svg.addEventListener("click", () => {
      if (this.#hover) {
        this.#onSelect(this.#hover.id);
      }
    });
    new ResizeObserver(() => this.#draw()).observe(this.#svg);
  }

  /** Shows decisions of one series, oldest first. */
  show(decisions, places, picked) {
    this.#points = decisions.slice(-POINTS);
    this.#places = places;
    this.#picked = picked;
    if (!this.#points.includes(this.#hover)) {
      this.#hover = null;
    }
    const priced = this.#points.some(hasPrice);
    byId("chart-empty").hidden = priced;
    this.#svg.classList.toggle("none", !priced);
    this.#draw();
  }

  #draw() {
    const { width, height } = this.#svg.getBoundingClientRect();
    if (!this.#points.some(hasPrice) || width === 0) {
      this.#svg.replaceChildren();
      this.#readout();
      return;
    }
    const picked = this.#points.includes(this.#picked) ? this.#picked : null;
    const levels = picked ? [picked.stop_loss, picked.take_profit].filter((each) => typeof each === "number") : [];
    const prices = [...this.#points.filter(hasPrice).map((each) => each.entry_price), ...levels];
    const least = Math.min(...prices);
    const most = Math.max(...prices);
    const range = most - least || Math.abs(most) * 1e-4 || 1;
    const low = least - MARGIN * range;
    const span = range * (1 + 2 * MARGIN);
    const bottom = height - PAD.bottom;
    const right = width - PAD.right;
    const y = (value) => bottom - ((value - low) / span) * (bottom - PAD.top);
    const steps = Math.max(1, this.#points.length - 1);
    this.#x = (index) => PAD.left + (index / steps) * (right - PAD.left);
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.replaceChildren(
      ...this.#grid(low, span, y, right),
      ...this.#times(height, right),
      ...this.#line(y, bottom),
      ...this.#levels(picked, y, right, bottom),
      ...this.#markers(y),
      ...this.#last(y),
      ...this.#cross(bottom),
    );
    this.#readout();
  }

  #grid(low, span, y, right) {
    const shapes = [];
    for (let i = 0; i < GRID_LINES; i++) {
      const value = low + (span * i) / (GRID_LINES - 1);
      shapes.push(
        shape("line", { class: "grid", x1: PAD.left, x2: right, y1: y(value), y2: y(value) }),
        shape("text", { class: "axis", x: right + 10, y: y(value) + 4 }, price(value, this.#places)),
      );
    }
    return shapes;
  }

  #times(height, right) {
    const last = this.#points.length - 1;
    const ticks = last < 2 || right < 360 ? [0] : [0, Math.round(last / 2), last];
    return ticks.map((index, position) =>
      shape(
        "text",
        {
          class: "axis",
          x: this.#x(index),
          y: height - 7,
          "text-anchor": position === 0 ? "start" : position === 1 ? "middle" : "end",
        },
        minute(this.#points[index].timestamp_ms),
      ),
    );
  }

  #line(y, bottom) {
    const priced = this.#points.map((each, index) => [each, this.#x(index).toFixed(1)]).filter(([each]) => hasPrice(each));
    const path = `M${priced.map(([each, x]) => `${x} ${y(each.entry_price).toFixed(1)}`).join("L")}`;
    return [
      shape("path", { class: "area", d: `${path}L${priced.at(-1)[1]} ${bottom}L${priced[0][1]} ${bottom}Z` }),
      shape("path", { class: "line", d: path }),
    ];
  }

  #levels(picked, y, right, bottom) {
    if (!picked) {
      return [];
    }
    const index = this.#points.indexOf(picked);
    const at = this.#x(index);
    const end = hasPrice(picked) ? y(picked.entry_price) : bottom;
    const shapes = [shape("line", { class: "picked", x1: at, x2: at, y1: PAD.top, y2: end })];
    for (const [name, value] of [["stop", picked.stop_loss], ["target", picked.take_profit]]) {
      if (typeof value === "number") {
        shapes.push(
          shape("line", { class: name, x1: at, x2: right, y1: y(value), y2: y(value) }),
          shape("text", { class: `${name}-label`, x: right - 4, y: y(value) - 4, "text-anchor": "end" }, name),
        );
      }
    }
    return shapes;
  }

  #markers(y) {
    const shapes = [];
    this.#points.forEach((each, index) => {
      if (hasPrice(each) && actionable(each) && (each.signal_type === "buy" || each.signal_type === "sell")) {
        shapes.push(this.#marker(each, this.#x(index), y(each.entry_price)));
      }
    });
    return shapes;
  }

  #marker(decision, x, y) {
    const buy = decision.signal_type === "buy";
    const tip = buy ? y + 5 : y - 5;
    const base = buy ? tip + 8 : tip - 8;
    const marker = shape("path", {
      class: decision.signal_type,
      d: `M${x} ${tip}L${x + 5} ${base}L${x - 5} ${base}Z`,
    });
    marker.append(shape("title", {}, `${typeLabel(decision.signal_type)} ${minute(decision.timestamp_ms)}`));
    return marker;
  }

  #last(y) {
    const index = this.#points.findLastIndex(hasPrice);
    return [shape("circle", { class: "last", cx: this.#x(index), cy: y(this.#points[index].entry_price), r: 3.5 })];
  }

  #cross(bottom) {
    if (!this.#hover) {
      return [];
    }
    const at = this.#x(this.#points.indexOf(this.#hover));
    return [shape("line", { class: "cross", x1: at, x2: at, y1: PAD.top, y2: bottom })];
  }

  #point(event) {
    const box = this.#svg.getBoundingClientRect();
    const width = box.width - PAD.left - PAD.right;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left - PAD.left) / width));
    this.#hover = this.#points[Math.round(share * (this.#points.length - 1))] ?? null;
    this.#draw();
  }

  #leave() {
    this.#hover = null;
    this.#draw();
  }

  #readout() {
    const shown = this.#hover ?? this.#points.at(-1);
    say(
      byId("chart-readout"),
      shown
        ? `${minute(shown.timestamp_ms)} · ${price(shown.entry_price, this.#places)} · ${typeLabel(shown.signal_type)}`
        : "",
    );
  }
}

function hasPrice(decision) {
  return typeof decision.entry_price === "number";
}
