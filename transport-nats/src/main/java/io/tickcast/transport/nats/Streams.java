package io.tickcast.transport.nats;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of the streams over the subjects of signals. <i>Immutable.</i>
 *
 * @param subjects the patterns of each stream by its name; empty when they could not be asked for
 * @param window how long the streams know a message by its id, the shortest; zero when not known
 * @param problem what is wrong, one line; empty when nothing is
 */
record Streams(
    Optional<Map<String, List<String>>> subjects, Duration window, Optional<String> problem) {
  /** Before anybody was asked. */
  static final Streams NOT_ASKED =
      new Streams(Optional.empty(), Duration.ZERO, Optional.of("no answer yet about its streams"));

  Streams {
    subjects = subjects.map(found -> Collections.unmodifiableMap(new TreeMap<>(found)));
  }

  /** Nobody could be asked; the streams may be there all the same. */
  static Streams unknown(String problem) {
    return new Streams(Optional.empty(), Duration.ZERO, Optional.of(problem));
  }

  /** There are none. */
  static Streams none(String problem) {
    return new Streams(Optional.of(Map.of()), Duration.ZERO, Optional.of(problem));
  }

  /** Whether it is known that no stream takes any signal. */
  boolean areMissing() {
    return subjects.isPresent() && subjects.get().isEmpty();
  }

  /** Whether a stream takes what is published on a subject; also when that is not known. */
  boolean take(String subject) {
    return subjects.isEmpty()
        || subjects.get().values().stream()
            .flatMap(List::stream)
            .anyMatch(pattern -> Subjects.overlap(pattern, subject));
  }

  /** The streams with their subjects, or what is wrong. */
  String text() {
    return problem.orElseGet(
        () ->
            subjects.orElseThrow().entrySet().stream()
                .map(one -> "stream " + one.getKey() + " over " + String.join(", ", one.getValue()))
                .collect(Collectors.joining("; ")));
  }
}
