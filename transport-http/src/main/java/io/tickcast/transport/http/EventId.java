package io.tickcast.transport.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the stream of decisions, {@code run-count}. <i>Immutable.</i>
 *
 * @param run names one life of the server, because the count starts again with each
 * @param count the decisions up to this place: 1 is the id of the first, 0 the place before it
 */
record EventId(String run, long count) {
  private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,16})-([0-9]{1,18})");

  /** The id of a decision. */
  static EventId of(String run, long sequence) {
    return new EventId(run, sequence + 1);
  }

  static Optional<EventId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(new EventId(matcher.group(1), Long.parseLong(matcher.group(2))));
  }

  @Override
  public String toString() {
    return run + "-" + count;
  }
}
