package io.tickcast.transport.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.ConfigStatus;
import io.tickcast.core.EngineStatus.FallbackStatus;
import io.tickcast.core.EngineStatus.JournalStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import io.tickcast.core.EngineStatus.SourceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The status of an engine as metrics. Names end in their unit, counters in {@code _total}. */
final class StatusMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  private final List<MetricSnapshot> all = new ArrayList<>();

  private StatusMetrics() {}

  static MetricSnapshots of(EngineStatus status) {
    StatusMetrics metrics = new StatusMetrics();
    metrics.engine(status);
    metrics.sources(status.sources());
    metrics.sinks(status.sinks());
    status.journal().ifPresent(metrics::journal);
    status.fallback().ifPresent(metrics::fallback);
    metrics.config(status.config());
    return new MetricSnapshots(metrics.all);
  }

  private void engine(EngineStatus status) {
    gauge("tickcast_ready", "1 while the engine is able to trade.", flag(status.ready()));
    counter("tickcast_bars", "Bars that were decided, by all bindings together.", status.bars());
    counters("tickcast_signals", "Published signals by type.", "type", status.signals());
    counters("tickcast_decisions", "Decisions by outcome.", "outcome", status.outcomes());
    counters("tickcast_refused_frames", "Refused frames by reason.", "reason", status.refused());
    Map<String, Double> quantiles =
        Map.of("0.5", status.latency().p50(), "0.99", status.latency().p99());
    GaugeSnapshot.Builder latency = gaugeOf("tickcast_decision_latency_seconds");
    latency.help("From the receipt of a bar to its decision, since the start.");
    quantiles.forEach(
        (quantile, micros) ->
            latency.dataPoint(point(Labels.of("quantile", quantile), micros / MICROS_PER_SECOND)));
    all.add(latency.build());
    gauge(
        "tickcast_decision_latency_max_seconds",
        "The longest of them.",
        status.latency().max() / MICROS_PER_SECOND);
    GaugeSnapshot.Builder models = gaugeOf("tickcast_model_info");
    models.help("1 for each model that serves.");
    status
        .models()
        .forEach(
            model ->
                models.dataPoint(
                    point(
                        Labels.of(
                            "symbol",
                            model.symbol(),
                            "timeframe",
                            model.timeframe(),
                            "model_version",
                            model.modelVersion(),
                            "model_sha256",
                            model.sha256()),
                        1)));
    all.add(models.build());
    List<SeriesStatus> series =
        status.bindings().stream().flatMap(binding -> binding.series().stream()).toList();
    counters(
        "tickcast_challengers_suspended",
        "Challengers that took too much of their lane's time and were ended.",
        series,
        each -> Labels.of("symbol", each.symbol(), "timeframe", each.timeframe()),
        SeriesStatus::suspensions);
  }

  private void sources(List<SourceStatus> sources) {
    Function<SourceStatus, Labels> label = source -> Labels.of("source", source.name());
    gauges(
        "tickcast_source_live",
        "1 while the source is connected.",
        sources,
        label,
        source -> flag(source.state().equals("live")));
    counters("tickcast_source_frames", "Frames received.", sources, label, SourceStatus::frames);
    counters(
        "tickcast_source_dropped_bars",
        "Bars that were dropped because a lane's queue was full.",
        sources,
        label,
        SourceStatus::dropped);
  }

  private void sinks(List<SinkStatus> sinks) {
    Function<SinkStatus, Labels> label = sink -> Labels.of("sink", sink.name());
    gauges(
        "tickcast_sink_lag_records",
        "Records that wait for the sink.",
        sinks,
        label,
        SinkStatus::lagRecords);
    gauges(
        "tickcast_sink_lag_seconds",
        "How long ago the first of them was decided.",
        sinks,
        label,
        sink -> sink.lagMillis() / MILLIS_PER_SECOND);
    gauges(
        "tickcast_sink_up",
        "1 unless its last write failed, or its target did not answer the last check.",
        sinks,
        label,
        sink -> flag(sink.lastError().isEmpty() && sink.checkFault().isEmpty()));
    counters("tickcast_sink_written", "Records it finished.", sinks, label, SinkStatus::written);
    counters(
        "tickcast_sink_refused",
        "Records that its target refused for good.",
        sinks,
        label,
        SinkStatus::refused);
  }

  private void journal(JournalStatus journal) {
    gauge("tickcast_journal_bytes", "What the files of the journal take.", journal.bytes());
    gauge(
        "tickcast_journal_takes_entries",
        "1 while decisions of all kinds are taken; else exits alone, or nothing.",
        flag(journal.takesEntries()));
    counter("tickcast_journal_records", "The newest record.", journal.writtenSequence());
    gauge(
        "tickcast_journal_unforced_records",
        "Records that are not on the device yet.",
        journal.writtenSequence() - journal.durableSequence());
    gauge(
        "tickcast_dead_letters",
        "Records that sinks refused for good and that were not sent again.",
        journal.deadLetters());
  }

  private void fallback(FallbackStatus fallback) {
    GaugeSnapshot.Builder modes = gaugeOf("tickcast_feed_mode");
    modes.help("1 for where bars come from: live, fallback, or hold when neither answers.");
    for (String mode : List.of("live", "fallback", "hold")) {
      modes.dataPoint(point(Labels.of("mode", mode), flag(fallback.mode().equals(mode))));
    }
    all.add(modes.build());
    counter("tickcast_feed_mode_changes", "How often that has changed.", fallback.changes());
    counter("tickcast_fallback_bars", "Bars that the fallback handed over.", fallback.bars());
  }

  private void config(ConfigStatus config) {
    all.add(
        gaugeOf("tickcast_config_info")
            .help("1 for the operational configuration in force.")
            .dataPoint(
                point(
                    Labels.of(
                        "config_id", config.id(), "by", config.by(), "version", config.version()),
                    1))
            .build());
    config
        .source()
        .ifPresent(
            source ->
                gauge(
                    "tickcast_config_source_up",
                    "1 while the hub answers.",
                    flag(source.state().equals("answers"))));
    counter("tickcast_config_changes", "How often it was changed.", config.changes());
    counter("tickcast_config_refused", "Updates of it that were refused.", config.refused());
  }

  private void gauge(String name, String help, double value) {
    all.add(gaugeOf(name).help(help).dataPoint(point(Labels.EMPTY, value)).build());
  }

  private <T> void gauges(
      String name, String help, List<T> of, Function<T, Labels> labels, ToDoubleFunction<T> value) {
    GaugeSnapshot.Builder gauge = gaugeOf(name).help(help);
    of.forEach(each -> gauge.dataPoint(point(labels.apply(each), value.applyAsDouble(each))));
    all.add(gauge.build());
  }

  private void counter(String name, String help, long value) {
    all.add(counterOf(name, help).dataPoint(count(Labels.EMPTY, value)).build());
  }

  private void counters(String name, String help, String label, Map<String, Long> values) {
    CounterSnapshot.Builder counter = counterOf(name, help);
    values.forEach((key, value) -> counter.dataPoint(count(Labels.of(label, key), value)));
    all.add(counter.build());
  }

  private <T> void counters(
      String name, String help, List<T> of, Function<T, Labels> labels, ToDoubleFunction<T> value) {
    CounterSnapshot.Builder counter = counterOf(name, help);
    of.forEach(each -> counter.dataPoint(count(labels.apply(each), value.applyAsDouble(each))));
    all.add(counter.build());
  }

  private static GaugeSnapshot.Builder gaugeOf(String name) {
    return GaugeSnapshot.builder().name(name);
  }

  private static CounterSnapshot.Builder counterOf(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static CounterDataPointSnapshot count(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static double flag(boolean value) {
    return value ? 1 : 0;
  }
}
