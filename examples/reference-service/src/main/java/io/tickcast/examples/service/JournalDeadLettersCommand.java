package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.core.DeadLetter;
import io.tickcast.core.DeadLetters;
import io.tickcast.core.DeadLetters.Resent;
import io.tickcast.core.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the records that sinks refused for good, or hands them over again. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lists the records that a sink refused for good, with its reason; with --resend hands them",
      "to their sinks again, once what was wrong is mended. The engine may run meanwhile.",
      "Sending again needs the configuration of serve (--config, --kafka, --clickhouse ...)."
    },
    footer = {"", "Exit code: 0 done, 1 some were not taken, 2 usage."})
final class JournalDeadLettersCommand implements Callable<Integer> {
  private static final Duration BATCH_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final long LOCK_PAUSE_NANOS = 100_000_000L;

  private final Session session;

  @Mixin private JournalFolder folder = new JournalFolder();
  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--resend", description = "Hand them to their sinks again.")
  private boolean resend;

  @Option(
      names = "--number",
      paramLabel = "N",
      split = ",",
      description = "Only letters with these numbers, as the list shows them.")
  private Set<Long> numbers = new TreeSet<>();

  @Option(names = "--sink", paramLabel = "NAME", description = "Only letters of this sink.")
  private String sink = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  JournalDeadLettersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    DeadLetters all = DeadLetters.of(folder.path());
    List<DeadLetter> letters = unlocked(all::list).stream().filter(this::isMeant).toList();
    if (resend) {
      return letters.isEmpty() ? said(new Resent(0, Map.of(), 0)) : said(resend(all, letters));
    }
    list(letters);
    return 0;
  }

  private boolean isMeant(DeadLetter letter) {
    return (numbers.isEmpty() || numbers.contains(letter.number()))
        && (sink.isEmpty() || sink.equals(letter.sink()));
  }

  /** An engine that runs holds the log for as long as it keeps a letter. */
  private <T> T unlocked(Supplier<T> use) throws InterruptedException {
    long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
    while (true) {
      try {
        return use.get();
      } catch (InferenceException e) {
        if (e.code() != ErrorCode.RESOURCE_UNAVAILABLE || System.nanoTime() > deadline) {
          throw e;
        }
        session.termination().await(LOCK_PAUSE_NANOS);
      }
    }
  }

  private Resent resend(DeadLetters all, List<DeadLetter> letters) throws InterruptedException {
    ServiceConfig config = options.load(session).valid();
    Components components = Components.of(new SystemClock());
    Set<String> wanted = letters.stream().map(DeadLetter::sink).collect(Collectors.toSet());
    Map<String, SignalSink> sinks = new LinkedHashMap<>();
    try {
      for (String name : new TreeSet<>(wanted)) {
        SignalSink opened = components.sink(component(config, name));
        sinks.put(name, opened);
        opened.open();
      }
      return unlocked(() -> all.resend(sinks, this::isMeant, BATCH_TIMEOUT));
    } finally {
      sinks.values().forEach(SignalSink::close);
    }
  }

  private static ServiceConfig.Component component(ServiceConfig config, String name) {
    return config.sinks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "expected the sink '"
                        + name
                        + "' of these letters in the configuration, found "
                        + config.sinks().stream().map(ServiceConfig.Component::name).toList()
                        + ": name the configuration of serve, or other letters with --sink"));
  }

  private int said(Resent resent) throws IOException {
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      object.put("resent", resent.resent()).put("left", resent.left());
      ObjectNode refused = object.putObject("refused");
      resent.refused().forEach((number, reason) -> refused.put(Long.toString(number), reason));
      session.console().line(new ObjectMapper().writeValueAsString(object));
    } else {
      resent
          .refused()
          .forEach(
              (number, reason) ->
                  session.console().line(number + " refused again: " + Failures.oneLine(reason)));
      session
          .console()
          .line(resent.resent() + " sent again, " + resent.refused().size() + " refused again");
    }
    return resent.refused().isEmpty() ? 0 : 1;
  }

  private void list(List<DeadLetter> letters) throws IOException {
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      ArrayNode array = object.putArray("dead_letters");
      letters.forEach(letter -> add(array.addObject(), letter));
      session.console().line(new ObjectMapper().writeValueAsString(object));
      return;
    }
    List<String> lines = new ArrayList<>();
    for (DeadLetter letter : letters) {
      lines.add(
          letter.number()
              + "  "
              + Instant.ofEpochMilli(letter.refusedAtMillis())
              + "  "
              + letter.sink()
              + "  "
              + kind(letter)
              + " "
              + letter.id()
              + " of "
              + letter.symbol()
              + " "
              + letter.timeframe().code()
              + ": "
              + letter.reason());
    }
    lines.forEach(line -> session.console().line(Failures.oneLine(line)));
    session
        .console()
        .line(letters.isEmpty() ? "no dead letters" : letters.size() + " dead letters");
  }

  private static void add(ObjectNode object, DeadLetter letter) {
    object.put("number", letter.number()).put("sink", letter.sink()).put("kind", kind(letter));
    object.put("symbol", letter.symbol()).put("timeframe", letter.timeframe().code());
    object.put("id", letter.id().toString()).put("position", letter.position());
    object.put("refused_at_ms", letter.refusedAtMillis()).put("reason", letter.reason());
    object.put("value", new String(letter.value(), StandardCharsets.UTF_8));
  }

  private static String kind(DeadLetter letter) {
    return letter.kind().name().toLowerCase(Locale.ROOT);
  }
}
