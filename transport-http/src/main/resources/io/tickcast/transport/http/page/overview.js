// The header, the figures and the lists: everything that the status says.

import { byId, element, say } from "./dom.js";
import { TYPES, clock, count, latency, latencyText, minute } from "./words.js";

const READY_STATES = new Set(["live", "ended"]);

export function showStatus(status) {
  header(status);
  figures(status);
  list("models", served(status), model, "No model is bound.");
  const feeds = status.fallback ? [...status.sources, status.fallback] : status.sources;
  list("sources", feeds, (each) => ("mode" in each ? fallback(each) : source(each)), "No source is configured.");
  list("sinks", status.sinks, sink, "No sink is configured.");
  config(status.config);
  refusals(status);
}

function header(status) {
  const ready = byId("ready");
  ready.dataset.state = status.ready ? "ready" : "not-ready";
  say(ready, status.ready ? "Ready" : "Not ready");
  byId("not-ready").hidden = status.ready;
  fill(byId("not-ready-reasons"), status.not_ready.map((reason) => element("li", "", reason)));
  say(byId("fact-model"), summary(status.models.map((each) => each.model_version), "none"));
  const states = status.sources.map((each) => `${each.name}: ${each.state}`);
  const bridged = status.fallback && status.fallback.mode !== "live";
  say(byId("fact-source"), summary(bridged ? [...states, `${status.fallback.name}: ${status.fallback.mode}`] : states, "none"));
  say(byId("fact-config"), status.config_id.slice(0, 12) || "–");
  byId("fact-config").title = status.config_id;
  say(byId("fact-since"), status.started_at_ms ? `${minute(status.started_at_ms)} UTC` : "not started");
}

function summary(values, none) {
  const different = [...new Set(values)];
  if (different.length === 0) {
    return none;
  }
  return different.length === 1 ? different[0] : `${different[0]} +${different.length - 1}`;
}

function figures(status) {
  say(byId("bars"), count(status.bars));
  const { held = 0, suppressed = 0, rejected = 0 } = status.outcomes;
  const stopped = [[held, "held"], [suppressed, "suppressed"], [rejected, "rejected"]].filter(([n]) => n > 0);
  note("bars-note", stopped.map(([n, what]) => `${count(n)} ${what}`).join(", ") || "none blocked", rejected > 0);
  signals(status.signals);
  const reasons = Object.entries(status.refused).sort((a, b) => b[1] - a[1]);
  say(byId("refused"), count(sum(Object.values(status.refused))));
  note("refused-note", reasons.length ? `most: ${words(reasons[0][0])} (${count(reasons[0][1])})` : "none", false);
  const { value, unit } = latency(status.latency_us.p50);
  figure("latency", value, unit ? `${unit} median` : "");
  note("latency-note", `p99 ${latencyText(status.latency_us.p99)}, max ${latencyText(status.latency_us.max)}`, false);
  lag(status.sinks);
}

function signals(byType) {
  say(byId("signals-total"), count(sum(Object.values(byType))));
  const types = Object.keys(TYPES);
  fill(
    byId("signals-share"),
    types.map((type) => {
      const part = element("span", type);
      part.style.flexGrow = byType[type] ?? 0;
      part.hidden = !byType[type];
      return part;
    }),
  );
  fill(
    byId("signals-legend"),
    types.map((type) => {
      const item = element("li", "", TYPES[type].label);
      item.append(element("b", "", count(byType[type] ?? 0)));
      return item;
    }),
  );
}

function lag(sinks) {
  const worst = sinks.reduce((most, each) => Math.max(most, each.lag_records), 0);
  figure("lag", count(worst), worst === 1 ? "record" : "records");
  const failing = sinks.filter((each) => problem(each));
  note(
    "lag-note",
    failing.length ? `failing: ${failing.map((each) => each.name).join(", ")}` : plural(sinks.length, "sink"),
    failing.length > 0,
  );
}

/** Each series with its binding and its file; bindings that nothing serves stand for themselves. */
function served(status) {
  const files = new Map(status.models.map((each) => [`${each.symbol} ${each.timeframe}`, each]));
  return status.bindings.flatMap((binding) => {
    const all = binding.series.map((series) => ({ binding, series, file: files.get(`${series.symbol} ${series.timeframe}`) }));
    return binding.problem || all.length === 0 ? [...all, { binding }] : all;
  });
}

function model({ binding, series, file }) {
  const choice = `binding ${binding.name} (${[binding.model, binding.version].filter(Boolean).join(" ")})`;
  if (!series) {
    return [[choice, "lacks a model", "bad"], [binding.problem, true]];
  }
  const [champion, ...challengers] = series.models;
  const suspended = series.challengers_suspended ? `, suspended so far: ${count(series.challengers_suspended)}` : "";
  return [
    [`${series.symbol} ${series.timeframe}`, champion.model_version, ""],
    [`${choice}${series.pinned ? ", an operator's choice in force" : ""}`, false],
    ...series.models.map((each) => [`${each.role} ${each.model_version} since ${moment(each.since_ms)}`, false]),
    [swap("last swap", series.last_swap), false],
    [challengers.length ? "" : swap(`no challenger${suspended}`, series.last_challenge), series.challengers_suspended > 0],
    [refusal(series.last_refusal), true],
    [file ? `${count(file.features)} features, ${file.verification}` : "", false],
    [file ? `sha256 ${file.model_sha256.slice(0, 16)}…  ${file.location}` : "", false],
  ];
}

function moment(millis) {
  return millis ? `${minute(millis)} UTC` : "the start";
}

function swap(name, event) {
  if (!event) {
    return "";
  }
  const why = event.reason ? `: ${event.reason}` : "";
  return `${name}: ${words(event.event)}, ${event.from_version || "nothing"} → ${event.to_version || "nothing"}, ${moment(event.at_ms)}, by ${event.who}${why}`;
}

function refusal(event) {
  return event ? `refused ${event.to_version}, ${moment(event.at_ms)}, asked for by ${event.who}: ${event.reason}` : "";
}

function source(each) {
  const dropped = each.dropped ? `, ${count(each.dropped)} dropped` : "";
  return [
    [each.name, each.state, READY_STATES.has(each.state) ? "good" : "bad"],
    [`${plural(each.frames, "frame")}${dropped}`, each.dropped > 0],
    [each.detail, false],
  ];
}

/** Why a sink takes nothing, or would take nothing now. */
function problem(sink) {
  return sink.last_error || sink.check_error;
}

/** What stands in for the sources; it is no source of its own while they are live. */
function fallback(each) {
  const mood = { live: "", fallback: "good", hold: "bad" }[each.mode] ?? "bad";
  const state = { live: "stands by", fallback: "stands in", hold: "does not answer" }[each.mode] ?? each.mode;
  return [
    [`${each.name} (fallback)`, state, mood],
    [`${plural(each.bars, "bar")}, signals: ${each.signals}`, each.mode === "hold"],
    [each.last_error || each.channels.join(", ") || each.detail, each.last_error !== ""],
  ];
}

function sink(each) {
  const refused = each.refused ? `, ${count(each.refused)} refused` : "";
  const waited = each.lag_seconds >= 1 ? `, ${count(Math.round(each.lag_seconds))} s` : "";
  const failing = problem(each);
  return [
    [each.name, failing ? "failing" : `${count(each.lag_records)} behind${waited}`, failing ? "bad" : ""],
    [`${words(each.delivery)}, ${count(each.written)} written${refused}`, each.refused > 0],
    [failing || each.detail, failing !== ""],
  ];
}

function hub(source) {
  const mood = { answers: "good", away: "bad" }[source.state] ?? "";
  const last = source.answered_at_ms ? `, ${clock(source.answered_at_ms)}` : "";
  return [
    [source.name, source.state + last, mood],
    [`registration: ${source.registration || "none"}`, false],
    [source.last_error, true],
  ];
}

/** What is in force, what somebody has set, and which updates did not come in. */
function config(inForce) {
  const by = [inForce.by, inForce.version && `version ${inForce.version}`].filter(Boolean).join(" ");
  const set = inForce.settings.filter((each) => each.value !== "" && each.origin !== "default");
  const lanes = inForce.lanes_behind ? `${plural(inForce.lanes_behind, "lane")} still to switch` : "";
  list(
    "config",
    [
      [[inForce.id, plural(inForce.changes, "change"), ""], [by, false], [lanes, false]],
      ...(inForce.source ? [hub(inForce.source)] : []),
      ...set.map((each) => [[each.path.split(".").pop(), each.value, ""], [each.origin, false]]),
      ...inForce.refusals.map((each) => [
        ["update refused", clock(each.at_ms), "bad"],
        [each.origin, false],
        [each.reason, true],
      ]),
    ],
    (lines) => lines,
    "",
  );
}

function refusals(status) {
  const reasons = Object.entries(status.refused).sort((a, b) => b[1] - a[1]);
  byId("refusals-card").hidden = reasons.length === 0;
  list(
    "refusals",
    reasons,
    ([reason, times]) => [
      [words(reason), count(times), ""],
      [status.last_refused[reason] ?? "", false],
    ],
    "",
  );
}

/** Shows each thing as a line of name and state, then lines of [text, bad]. */
function list(id, things, describe, none) {
  const items = things.map((thing) => {
    const [[name, state, mood], ...lines] = describe(thing);
    const item = element("li");
    const row = element("div", "row");
    row.append(element("span", "name", name), element("span", `state ${mood}`, state));
    item.append(row);
    for (const [text, bad] of lines) {
      if (text) {
        item.append(element("p", bad ? "sub bad" : "sub", text));
      }
    }
    return item;
  });
  fill(byId(id), items.length ? items : [element("li", "sub", none)]);
}

/** Replaces children only when they read differently, so that a selection by the mouse survives. */
function fill(parent, children) {
  const key = children.map((child) => `${child.className}|${child.style.flexGrow}|${child.textContent}`).join("\n");
  if (parent.dataset.key !== key) {
    parent.dataset.key = key;
    parent.replaceChildren(...children);
  }
}

function figure(id, value, unit) {
  const target = byId(id);
  if (target.dataset.key !== value + unit) {
    target.dataset.key = value + unit;
    target.replaceChildren(value, element("span", "unit", unit));
  }
}

function note(id, text, bad) {
  const target = byId(id);
  say(target, text);
  target.title = text;
  target.classList.toggle("bad", bad);
}

export function showLink(state, lastHeardMillis) {
  const link = byId("link");
  const names = { connecting: "Connecting", live: "Live", lost: "Connection lost" };
  if (link.dataset.state !== state) {
    link.dataset.state = state;
    say(link, names[state]);
  }
  const lost = state === "lost";
  document.body.classList.toggle("stale", lost);
  byId("lost").hidden = !lost;
  if (lost) {
    const since = lastHeardMillis ? ` These are the figures of ${clock(lastHeardMillis)} UTC.` : "";
    say(byId("lost"), `No connection to the service, trying again.${since}`);
  }
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function plural(number, word) {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

function words(code) {
  return code.replaceAll("_", " ");
}
