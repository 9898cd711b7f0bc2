package io.tickcast.benchmarks.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Writes the figures of every window. */
final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static void write(Path file, Report.Run run) {
    ObjectNode root = JSON.createObjectNode();
    root.put("machine", run.machine().text(run.loadAtEnd()));
    root.put("method", run.method());
    root.put("windows", run.plan().windows());
    root.put("seconds", run.plan().seconds());
    ArrayNode comparisons = root.putArray("comparisons");
    for (Comparison comparison : run.comparisons()) {
      ObjectNode node = comparisons.addObject();
      node.put("setup", comparison.setup().title());
      node.put("load", comparison.load().title());
      for (Side side : Side.values()) {
        ArrayNode windows = node.putArray(side.title());
        comparison.windows(side).forEach(result -> window(windows.addObject(), result));
      }
    }
    try {
      JSON.writeValue(file.toFile(), root);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write '" + file + "'", e);
    }
  }

  private static void window(ObjectNode node, Result result) {
    node.put("bars", result.bars());
    node.put("seconds", result.seconds());
    node.put("behind_seconds", result.behindSeconds());
    node.put("bars_per_second", result.barsPerSecond());
    percentiles(node.putObject("latency_us"), result.latency());
    percentiles(node.putObject("lateness_us"), result.lateness());
    ObjectNode cpu = node.putObject("cpu_us_per_bar");
    cpu.put("answering", result.cpu().answering());
    cpu.put("nats_server", result.cpu().server());
    cpu.put("driver", result.cpu().driver());
  }

  private static void percentiles(ObjectNode node, Result.Percentiles figures) {
    node.put("p50", figures.p50());
    node.put("p90", figures.p90());
    node.put("p99", figures.p99());
    node.put("p999", figures.p999());
    node.put("max", figures.max());
  }
}
