// One decision in full.

import { byId, element } from "./dom.js";
import { gate, latencyText, minute, plain, typeLabel, verdict } from "./words.js";

export function showDetail(decision) {
  byId("detail").hidden = false;
  byId("detail-title").textContent = `${typeLabel(decision.signal_type)} ${decision.symbol} ${decision.timeframe}`;
  byId("detail-verdict").textContent = verdict(decision);
  const pairs = [
    ["Bar closed", `${minute(decision.timestamp_ms)} UTC`],
    ["Model", decision.model_version],
    ["Model's action", typeLabel(decision.model_signal_type)],
    ["Confidence", exact(decision.confidence_score)],
    ["Entry", exact(decision.entry_price)],
    ["Stop", exact(decision.stop_loss)],
    ["Target", exact(decision.take_profit)],
    ["Size", exact(decision.position_size_recommended)],
    ["Latency", latencyText(decision.latency_us)],
  ];
  byId("detail-pairs").replaceChildren(
    ...pairs.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]),
  );
  byId("detail-gates").hidden = decision.gates.length === 0;
  byId("detail-gate-rows").replaceChildren(...decision.gates.map(gateRow));
  byId("detail-json").textContent = decision.signal
    ? JSON.stringify(decision.signal, null, 2)
    : "No signal went out.";
}

export function hideDetail() {
  byId("detail").hidden = true;
}

function gateRow(entry) {
  const row = element("tr");
  const name = element("td", "", entry.gate.replaceAll("_", " "));
  name.append(element("div", "what", gate(entry)));
  row.append(name, element("td", "num", plain(entry.value)), element("td", "num", plain(entry.threshold)));
  return row;
}

/** Every digit that the service gave. */
function exact(value) {
  return value === null || value === undefined ? "–" : String(value);
}
