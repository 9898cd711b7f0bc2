package io.tickcast.examples.service;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells how to send a bar to what is up, and how to watch the signals of it. */
final class UpHints {
  private static final List<String> QUERIES =
      List.of("recent_signals.sql", "signal_distribution.sql", "prediction_latency.sql");
  private static final String BAR = "bar.json";
  private static final String TOPIC = "trading_signals_archive";

  private final Path folder;
  private final String nats;

  /**
   * Makes hints.
   *
   * @param folder gets the files that the commands need
   * @param natsCli the command line client of NATS, unless it is on the PATH
   */
  UpHints(Path folder, Optional<Path> natsCli) {
    this.folder = folder;
    this.nats = natsCli.map(UpHints::quoted).orElse("nats");
  }

  /** Whether a program is on the PATH. */
  static boolean isOnPath(String program, String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  /**
   * The commands, one a line.
   *
   * @param servers what is up
   * @param demo whether the demo's model serves, so that its bars are understood
   */
  List<String> lines(UpServers servers, boolean demo) throws IOException {
    Files.createDirectories(folder);
    String client = nats + " -s " + servers.nats.url();
    String ask = "curl -s " + servers.clickHouse.url() + "/ --data-binary @";
    for (String query : QUERIES) {
      try (InputStream stream = UpHints.class.getResourceAsStream("queries/" + query)) {
        Files.write(folder.resolve(query), stream.readAllBytes());
      }
    }
    return Stream.of(
            Stream.of("", "to watch the signals, in other terminals:"),
            Stream.of("  " + client + " sub 'signals.*'"),
            Stream.of("  " + servers.kafka.consoleConsumer(TOPIC)),
            QUERIES.stream().map(query -> "  " + ask + quoted(folder.resolve(query))),
            sending(client, demo).stream(),
            Stream.of(""))
        .flatMap(lines -> lines)
        .toList();
  }

  /**
   * How to see which models serve, and to go back, one line each.
   *
   * @param service where the service is
   * @param token the file with the token that changes need, unless it is known already
   */
  static List<String> models(URI service, Optional<Path> token) {
    String change = " --url " + service + token.map(it -> " --token-file " + quoted(it)).orElse("");
    return List.of(
        "to see which model serves, and to let the one before serve again:",
        "  tickcast model list --url " + service,
        "  tickcast model rollback SYMBOL/TIMEFRAME" + change,
        "");
  }

  private List<String> sending(String client, boolean demo) throws IOException {
    if (!demo) {
      return List.of("bars come in on " + client + " pub features.SYMBOL.TIMEFRAME");
    }
    // The client of NATS puts in the time when it sends.
    byte[] bar = DemoAssets.bar();
    String text = new String(bar, StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve(BAR),
        text.replaceFirst("\"timestamp_ms\":\\d+", "\"timestamp_ms\":{{Unix}}000"));
    String file = "\"$(cat " + quoted(folder.resolve(BAR)) + ")\"";
    return List.of(
        "to send a recorded bar with the time of now, once or every second:",
        "  " + client + " pub " + DemoAssets.CHANNEL + " " + file,
        "  " + client + " pub --count 3600 --sleep 1s " + DemoAssets.CHANNEL + " " + file);
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./:=,+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
