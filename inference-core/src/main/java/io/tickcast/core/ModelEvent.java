package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that happened to the model of a series: a row of {@code model_events}, and of the
 * history. <i>Immutable.</i>
 *
 * @param id stable, follows from all the rest
 * @param kind what happened
 * @param binding the binding's name; empty for a model that a program lets serve by itself
 * @param symbol the canonical symbol
 * @param timeframe the timeframe
 * @param fromVersion the version before, as signals name it; empty when there was none
 * @param fromSha256 its digest; empty when there was none
 * @param toVersion the version after, for a refusal the one that was refused; empty for none
 * @param toSha256 its digest; empty when it is not known
 * @param who who asked for it: a person's name, {@code config}, {@code auto_reload}, {@code
 *     challenger_budget}, {@code program}
 * @param reason why, one line
 * @param verification what was checked as JSON; {@code {}} when nothing was
 * @param choice the configured choice of the binding at that time
 * @param meant the version that this choice meant at that time, as signals name it, with its digest
 *     where it was known; empty when nobody looked
 * @param createdAtMillis when, Unix milliseconds
 */
public record ModelEvent(
    UUID id,
    Kind kind,
    String binding,
    String symbol,
    Timeframe timeframe,
    String fromVersion,
    String fromSha256,
    String toVersion,
    String toSha256,
    String who,
    String reason,
    String verification,
    String choice,
    String meant,
    long createdAtMillis) {
  private static final int LONGEST = 2_000;
  private static final int SHORT_DIGITS = 12;

  /** As ClickHouse reads and writes it in a column of UTC. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What happened. */
  public enum Kind {
    /** A model serves that nobody promoted: at a start, or as the first one. */
    BOUND,
    /** Another version serves. */
    PROMOTED,
    /** A version that served before serves again. */
    ROLLED_BACK,
    /** A version was not let in; what served goes on serving. */
    REFUSED,
    /** A version is scored beside the one that serves; with an empty version none is any more. */
    CHALLENGER;

    /** As it is written, such as {@code rolled_back}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that nothing is missing, and brings texts of unknown length to one line. */
  public ModelEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(binding, "binding");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
    Objects.requireNonNull(fromVersion, "fromVersion");
    Objects.requireNonNull(fromSha256, "fromSha256");
    Objects.requireNonNull(toVersion, "toVersion");
    Objects.requireNonNull(toSha256, "toSha256");
    who = line(who);
    reason = line(reason);
    Objects.requireNonNull(verification, "verification");
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(meant, "meant");
  }

  private static String line(String text) {
    return Reporter.line(text.substring(0, Math.min(text.length(), LONGEST)));
  }

  /** The id of an event: it follows from what identifies it. */
  static UUID id(
      Kind kind, Series series, String fromSha256, String to, String who, long createdAtNanos) {
    String name =
        String.join(
            "\n",
            "model event",
            kind.code(),
            series.symbol,
            series.timeframe.code(),
            fromSha256,
            to,
            who,
            String.valueOf(createdAtNanos));
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it says what serves from then on. */
  public boolean serves() {
    return kind == Kind.BOUND || kind == Kind.PROMOTED || kind == Kind.ROLLED_BACK;
  }

  boolean isOf(Series series) {
    return symbol.equals(series.symbol) && timeframe == series.timeframe;
  }

  /** Whether a person asked for it, so that it stays in force over a restart. */
  boolean isOperators() {
    return (kind == Kind.PROMOTED || kind == Kind.ROLLED_BACK)
        && !who.equals(CONFIG)
        && !who.equals(AUTO_RELOAD)
        && !who.equals(PROGRAM);
  }

  /** Who promotes what the configuration says. */
  public static final String CONFIG = "config";

  /** Who promotes what a choice has come to mean. */
  public static final String AUTO_RELOAD = "auto_reload";

  /** Who ends a challenger that takes too much time. */
  public static final String BUDGET = "challenger_budget";

  /** Who lets models serve by calls of a program. */
  public static final String PROGRAM = "program";

  /** All of it in one line, for people. */
  public String summary() {
    String change =
        (fromVersion.isEmpty() ? "nothing" : fromVersion)
            + " -> "
            + (toVersion.isEmpty() ? "nothing" : toVersion);
    return kind.code()
        + " "
        + symbol
        + " "
        + timeframe.code()
        + ": "
        + change
        + " by "
        + who
        + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  /** A row of {@code model_events}, UTF-8. */
  byte[] json() {
    JsonWriter json = new JsonWriter(1_024);
    json.raw('{').key("event_id").string(id.toString());
    json.raw(',').key("event").string(kind.code());
    json.raw(',').key("binding").string(binding);
    json.raw(',').key("symbol").string(symbol);
    json.raw(',').key("timeframe").string(timeframe.code());
    json.raw(',').key("from_version").string(fromVersion);
    json.raw(',').key("to_version").string(toVersion);
    json.raw(',').key("from_sha256").string(fromSha256);
    json.raw(',').key("to_sha256").string(toSha256);
    json.raw(',').key("who").string(who);
    json.raw(',').key("reason").string(reason);
    json.raw(',').key("verification").string(verification);
    String time = TIME.format(Instant.ofEpochMilli(createdAtMillis));
    return json.raw(',').key("created_at").string(time).raw('}').toExactArray();
  }

  /** The first digits of a digest, for people. */
  static String shortSha(String sha256) {
    return sha256.substring(0, Math.min(SHORT_DIGITS, sha256.length()));
  }
}
