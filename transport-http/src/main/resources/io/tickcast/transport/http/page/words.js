// Numbers, times and reasons as people read them.

export const TYPES = {
  buy: { label: "Buy", glyph: "▲" },
  sell: { label: "Sell", glyph: "▼" },
  hold: { label: "Hold", glyph: "■" },
  close_long: { label: "Close long", glyph: "◆" },
  close_short: { label: "Close short", glyph: "◆" },
};

const COUNT = new Intl.NumberFormat("en-US");
const MOST_DECIMALS = 6;

export function count(value) {
  return COUNT.format(value);
}

export function typeLabel(type) {
  return TYPES[type]?.label ?? type;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 19 Oct 09:55, in UTC. */
export function shortMinute(millis) {
  const time = new Date(millis);
  const day = String(time.getUTCDate()).padStart(2, "0");
  return `${day} ${MONTHS[time.getUTCMonth()]} ${time.toISOString().slice(11, 16)}`;
}

/** 2025-10-19 09:55, in UTC. */
export function minute(millis) {
  return new Date(millis).toISOString().slice(0, 16).replace("T", " ");
}

/** 09:55:03, in UTC. */
export function clock(millis) {
  return new Date(millis).toISOString().slice(11, 19);
}

/** A latency with its unit: a number of three or four digits. */
export function latency(micros) {
  if (micros === null || micros === undefined) {
    return { value: "–", unit: "" };
  }
  if (micros < 1000) {
    return { value: micros.toFixed(micros < 100 ? 1 : 0), unit: "µs" };
  }
  const millis = micros / 1000;
  return millis < 1000
    ? { value: millis.toFixed(millis < 100 ? 1 : 0), unit: "ms" }
    : { value: (millis / 1000).toFixed(1), unit: "s" };
}

export function latencyText(micros) {
  const { value, unit } = latency(micros);
  return unit ? `${value} ${unit}` : value;
}

/** How many decimals a number has, up to six. */
export function decimals(value) {
  if (typeof value !== "number") {
    return 0;
  }
  const text = value.toFixed(MOST_DECIMALS).replace(/0+$/, "");
  return text.length - text.indexOf(".") - 1;
}

export function price(value, places) {
  return typeof value === "number" ? value.toFixed(places) : "–";
}

/** A number in a sentence: two decimals when that is all it needs, never more digits than it has. */
export function plain(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  if (typeof value !== "number") {
    return String(value);
  }
  const places = decimals(value);
  return places === 0 ? count(value) : value.toFixed(Math.max(2, Math.min(places, 4)));
}

/** Two numbers to compare, as short as they can be: what differs must not read the same. */
function pair(value, threshold) {
  if (typeof value !== "number" || typeof threshold !== "number") {
    return [plain(value), plain(threshold)];
  }
  const needed = Math.min(2, Math.max(decimals(value), decimals(threshold)));
  for (let places = needed; places <= MOST_DECIMALS; places++) {
    if (value === threshold || value.toFixed(places) !== threshold.toFixed(places)) {
      return [value.toFixed(places), threshold.toFixed(places)];
    }
  }
  return [String(value), String(threshold)];
}

const GATES = {
  confidence: (v, t) => `confidence ${v} below ${t}`,
  deadline: (v, t) => `decided after ${v} ms, limit ${t} ms`,
  missing_feature: (v, t, d) => `feature ${d || "value"} is missing`,
  not_numeric: (v, t, d) => `feature ${d || "value"} is not a number`,
  finite: (v, t, d) => (d ? `${d} is not finite` : "a value is not finite"),
  model_error: (v, t, d) => (d ? `the model failed: ${d}` : "the model failed"),
  tie: () => "two actions are equally likely",
  position: (v, t, d) => (d ? `position ${d}` : "no position to close"),
  levels: (v, t, d) => (d ? `no levels: ${d}` : "no price or ATR for the levels"),
  size: (v, t) => `size ${v} below one step of ${t}`,
  edge: (v, t) => `edge ${v} below ${t}`,
  drift: (v, t, d) => `drift ${v} above ${t}${d ? ` (${d})` : ""}`,
  cooldown: (v, t) => `cooling down: ${v} of ${t}`,
  rate: (v, t) => `rate ${v} above ${t}`,
  trading_state: (v, t, d) => `trading is ${d || "stopped"}`,
  audit_backlog_full: () => "the archive lags too far behind",
};

export function gate(entry) {
  const [value, threshold] = pair(entry.value, entry.threshold);
  const words = GATES[entry.gate];
  if (words) {
    return words(value, threshold, entry.detail);
  }
  const name = entry.gate.replaceAll("_", " ");
  const numbers = entry.value === null ? "" : ` ${value}`;
  const limit = entry.threshold === null ? "" : ` against ${threshold}`;
  return name + numbers + limit + (entry.detail ? ` (${entry.detail})` : "");
}

/** Why a decision is what it is, in one line. */
export function why(decision) {
  if (decision.outcome === "rejected") {
    return `${typeLabel(decision.model_signal_type).toLowerCase()} rejected: ${decision.reason}`;
  }
  if (decision.gates.length === 0) {
    return decision.reason === "model" ? "the model's call" : decision.reason.replaceAll("_", " ");
  }
  const reasons = decision.gates.map(gate).join("; ");
  const wish = typeLabel(decision.model_signal_type).toLowerCase();
  return decision.model_signal_type === "hold" ? reasons : `${wish} blocked: ${reasons}`;
}

/** What became of a decision, in one sentence. */
export function verdict(decision) {
  const type = typeLabel(decision.signal_type).toLowerCase();
  switch (decision.outcome) {
    case "emitted":
      return `A ${type} went out.`;
    case "held":
      return "A gate blocked the action: a hold went out instead.";
    case "suppressed":
      return "A gate blocked the action: nothing went out.";
    case "rejected":
      return "The signal did not pass validation: nothing went out.";
    default:
      return decision.outcome;
  }
}

/** Whether somebody may trade on it. */
export function actionable(decision) {
  return decision.outcome === "emitted" && decision.signal_type !== "hold";
}
