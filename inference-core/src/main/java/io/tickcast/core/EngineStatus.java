package io.tickcast.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine is doing, at one moment. <i>Immutable.</i>
 *
 * @param state {@code new}, {@code open}, {@code running} or {@code closed}
 * @param ready whether it is able to trade
 * @param readyButForFeed whether nothing but the feed stands against it: a source that is away, or
 *     a series without bars
 * @param notReady one line for each thing that stands against it
 * @param startedAtMillis Unix milliseconds; 0 before the start
 * @param configId the id of the operational configuration in force
 * @param bars bars that were decided, by all bindings together
 * @param signals published signals by type; every type is there
 * @param outcomes decisions by outcome; every outcome is there
 * @param refused refused frames by reason; only reasons that occurred
 * @param lastRefused the last example of each reason
 * @param models the serving models
 * @param bindings what says which models serve, with what serves and what was refused
 * @param sources the sources
 * @param sinks the sinks
 * @param latency from receipt to decision
 * @param journal the journal on disk; absent without one
 * @param fallback what stands in for the live feed; absent when nothing does
 * @param config the operational configuration in force, and what was refused
 * @param trading what may be done at all
 */
public record EngineStatus(
    String state,
    boolean ready,
    boolean readyButForFeed,
    List<String> notReady,
    long startedAtMillis,
    String configId,
    long bars,
    Map<String, Long> signals,
    Map<String, Long> outcomes,
    Map<String, Long> refused,
    Map<String, String> lastRefused,
    List<ModelStatus> models,
    List<BindingStatus> bindings,
    List<SourceStatus> sources,
    List<SinkStatus> sinks,
    LatencyStatus latency,
    Optional<JournalStatus> journal,
    Optional<FallbackStatus> fallback,
    ConfigStatus config,
    TradingState trading) {

  /**
   * The operational configuration.
   *
   * @param id its id, as decisions name it
   * @param by who asked for it
   * @param version its version there; empty for none
   * @param sinceMillis when it was asked for, Unix milliseconds; 0 before the start
   * @param changes how often it was changed since the start
   * @param lanesBehind lanes that have not switched to it yet
   * @param settings each setting, in order
   * @param refused updates that were refused since the start
   * @param refusals the last of them, newest first
   * @param before what was in force when the engine ended the last time, one line; else empty
   * @param source where it comes from while the engine runs; absent when from nowhere
   */
  public record ConfigStatus(
      String id,
      String by,
      String version,
      long sinceMillis,
      long changes,
      int lanesBehind,
      List<ConfigSetting> settings,
      long refused,
      List<ConfigRefusal> refusals,
      String before,
      Optional<ConfigSourceStatus> source) {
    /** Copies the lists. */
    public ConfigStatus {
      settings = List.copyOf(settings);
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * Where operational configurations come from while the engine runs.
   *
   * @param name such as {@code hub http://127.0.0.1:8000}
   * @param state {@code new}, {@code answers} or {@code away}
   * @param version the last version that was applied; empty for none
   * @param answeredAtMillis when it answered last, Unix milliseconds; 0 for never
   * @param registration whether this service is registered there, or why not
   * @param lastError why it is away, one line; else empty
   */
  public record ConfigSourceStatus(
      String name,
      String state,
      String version,
      long answeredAtMillis,
      String registration,
      String lastError) {}

  /**
   * An operational setting in force.
   *
   * @param path where it stands
   * @param value as a text; empty for none
   * @param origin where the value comes from
   * @param changeable whether it may change while the engine runs
   * @param fixedBecause why it may not; else empty
   */
  public record ConfigSetting(
      String path, String value, String origin, boolean changeable, String fixedBecause) {}

  /**
   * An update of the operational configuration that was refused.
   *
   * @param atMillis when, Unix milliseconds
   * @param origin who asked for it
   * @param reason what was wrong with it, one line
   */
  public record ConfigRefusal(long atMillis, String origin, String reason) {}

  /**
   * What stands in for the live feed while that is away or silent.
   *
   * @param name as signals call it
   * @param mode {@code live}, {@code fallback} while it stands in for some bindings, {@code hold}
   *     while it does not answer either
   * @param signals which signals may be made of its bars: {@code all}, {@code exits} or {@code
   *     none}
   * @param channels those that it stands in for
   * @param changes how often the mode has changed
   * @param bars bars that it handed over
   * @param lastError why it does not answer, one line; else empty
   * @param detail one line
   */
  public record FallbackStatus(
      String name,
      String mode,
      String signals,
      List<String> channels,
      long changes,
      long bars,
      String lastError,
      String detail) {
    /** Copies the list. */
    public FallbackStatus {
      channels = List.copyOf(channels);
    }
  }

  /**
   * A journal on disk.
   *
   * @param folder where it is
   * @param takesEntries whether decisions of all kinds are taken; else exits alone, or nothing
   * @param problem why it takes less than everything, one line; else empty
   * @param firstSequence its oldest record
   * @param writtenSequence its newest record
   * @param durableSequence the newest record that is on the device
   * @param bytes what its files take
   * @param deadLetters records that sinks refused for good and that were not resent, when somebody
   *     looked last
   */
  public record JournalStatus(
      String folder,
      boolean takesEntries,
      String problem,
      long firstSequence,
      long writtenSequence,
      long durableSequence,
      long bytes,
      int deadLetters) {}

  /**
   * A serving model.
   *
   * @param symbol the instrument that it serves
   * @param timeframe the timeframe that it serves
   * @param modelVersion as signals name it
   * @param modelType its label
   * @param sha256 of its file
   * @param location where it came from
   * @param features the number of its inputs
   * @param verification what was checked when it was loaded
   */
  public record ModelStatus(
      String symbol,
      String timeframe,
      String modelVersion,
      String modelType,
      String sha256,
      String location,
      int features,
      String verification) {
    static ModelStatus of(Series series, LoadedModel loaded) {
      return new ModelStatus(
          series.symbol,
          series.timeframe.code(),
          loaded.modelVersion(),
          loaded.type(),
          loaded.sha256(),
          loaded.location(),
          loaded.signature().inputs().size(),
          loaded.verification());
    }
  }

  /**
   * A source.
   *
   * @param name as it was given to the builder
   * @param state a {@link io.tickcast.api.SourceState} in lower case
   * @param detail one line
   * @param frames frames received
   * @param dropped bars that were dropped because a lane's queue was full
   */
  public record SourceStatus(String name, String state, String detail, long frames, long dropped) {}

  /**
   * A sink.
   *
   * @param name as it was given to the builder
   * @param delivery {@code real_time} or {@code archive}
   * @param lagRecords records that wait for it
   * @param lagMillis how long ago the first of them was decided, milliseconds; 0 when none waits
   * @param written records that it finished
   * @param refused records that its target refused for good
   * @param lastError the last failure, empty after a success
   * @param checkedAtMillis when it was last checked that its target answers, Unix milliseconds; 0
   *     before the first time
   * @param checkFault why its target could not take a record then, one line; else empty
   * @param detail one line
   */
  public record SinkStatus(
      String name,
      String delivery,
      long lagRecords,
      long lagMillis,
      long written,
      long refused,
      String lastError,
      long checkedAtMillis,
      String checkFault,
      String detail) {}

  /**
   * Latencies in microseconds.
   *
   * @param count how many were measured
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the longest
   */
  public record LatencyStatus(long count, double p50, double p99, double max) {}
}
