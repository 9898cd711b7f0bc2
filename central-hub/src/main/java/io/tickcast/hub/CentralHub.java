package io.tickcast.hub;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FrameHandler;
import io.tickcast.core.ConfigOrigin;
import io.tickcast.core.EngineStatus.ConfigSourceStatus;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.ModelSwitch;
import io.tickcast.core.OperationalConfig;
import java.net.URI;
import java.util.Optional;

/**
 * Follows the operational configuration of a hub and applies it to an engine. <i>Thread-safe.</i>
 *
 * <pre>{@code
 * CentralHub hub = CentralHub.create(HubSettings.of(url, data.resolve("hub")), clock);
 * InferenceEngine engine =
 *     InferenceEngine.builder().configFrames(hub.frames()).configSource(hub::status).build();
 * hub.begin(engine, config, origin, models); // the last good copy
 * hub.ask(); // one try to fetch
 * engine.start();
 * hub.start(http.uri());
 * }</pre>
 *
 * <p>Creating one starts no thread and opens no connection. The engine is closed after it.
 */
public final class CentralHub implements AutoCloseable {
  private final HubSettings settings;
  private final EpochNanoClock clock;
  private final HubHttp http;
  private volatile Optional<Following> following = Optional.empty();

  /** What there is from the first look on. */
  private record Following(
      InferenceEngine engine, HubUpdates updates, HubFollower follower, HubThread thread) {}

  private CentralHub(HubSettings settings, EpochNanoClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.http = new HubHttp(settings);
  }

  /**
   * A client of a hub that asks for nothing yet.
   *
   * @param settings where the hub is
   * @param clock of the status
   */
  public static CentralHub create(HubSettings settings, EpochNanoClock clock) {
    return new CentralHub(settings, clock);
  }

  /** Takes the frames of the hub's broadcasts, for the engine's builder; never blocks. */
  public FrameHandler frames() {
    return (kind, channel, content, receivedAtNanos) ->
        following.ifPresent(
            it -> {
              it.follower().hint(content);
              it.thread().wake();
            });
  }

  /**
   * Applies the last good copy, on this thread; the network is not used. Whatever becomes of it,
   * the engine goes on with what it has. Best before the engine loads its models: those that the
   * copy names are loaded in the place of the configured ones then.
   *
   * @param engine not started, or running
   * @param base what holds where the hub says nothing: the configuration that the engine was made
   *     with
   * @param origin where that comes from
   * @param models lets other models serve
   */
  public synchronized void begin(
      InferenceEngine engine, OperationalConfig base, ConfigOrigin origin, ModelSwitch models) {
    if (following.isPresent()) {
      throw new IllegalStateException("expected a new client of a hub, found one that follows it");
    }
    EngineTarget target = new EngineTarget(settings.name(), engine, base, origin, models);
    HubUpdates updates =
        new HubUpdates(
            new LastGoodCopy(settings.folder(), settings.maxBytes()),
            target,
            (version, why) -> engine.configRefused(target.origin(version), why));
    HubFollower follower =
        new HubFollower(
            settings,
            new HubFetch(settings, http),
            updates,
            HubThread::nanos,
            clock,
            Backoff.random());
    following =
        Optional.of(new Following(engine, updates, follower, new HubThread(follower, http)));
    updates.begin();
  }

  /** Asks the hub once, on this thread, and applies what it says. */
  public synchronized void ask() {
    begun().follower().look();
  }

  private Following begun() {
    return following.orElseThrow(
        () -> new IllegalStateException("expected a client that has begun, found a new one"));
  }

  /**
   * Starts the thread that fetches, and registers when the settings say so.
   *
   * @param self where this service can be asked, such as {@code http://127.0.0.1:8010}
   */
  public synchronized void start(URI self) {
    Following it = begun();
    Optional<Registration> registration =
        settings.register()
            ? Optional.of(
                new Registration(settings, http, self, it.engine()::status, HubThread::nanos))
            : Optional.empty();
    it.thread().start(registration);
  }

  /** How the hub is, for the engine's status. */
  public ConfigSourceStatus status() {
    if (following.isEmpty()) {
      return new ConfigSourceStatus(settings.name(), "new", "", 0, "", "");
    }
    Following it = following.get();
    HubFollower.State state = it.follower().state();
    String word = state.answers() ? "answers" : "away";
    return new ConfigSourceStatus(
        settings.name(),
        word,
        it.updates().version(),
        state.answeredAtNanos() / 1_000_000L,
        it.thread().registration(),
        state.lastError());
  }

  /** Stops the thread, within a few seconds. Calling it again has no effect. */
  @Override
  public synchronized void close() {
    following.ifPresent(it -> it.thread().close());
    http.close();
  }
}
