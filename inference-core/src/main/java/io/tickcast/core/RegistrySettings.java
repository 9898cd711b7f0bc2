package io.tickcast.core;

import java.time.Duration;

/**
 * How the registry of models behaves. <i>Immutable.</i>
 *
 * @param autoReload whether the stores are looked at again and again, and what a binding means by
 *     then is taken up
 * @param reloadInterval how often; after failures more rarely
 * @param hotVersions how many previous versions of each series stay loaded for a rollback, from 0
 *     to 16
 * @param waitsForModels whether an engine opens although a binding has no model yet: it is live and
 *     not ready then
 * @param warmUpLongest how long a new model is run over its golden rows at most
 * @param challengerBudget how long a challenger may take for a decision; one that takes longer ten
 *     times in a row is ended
 */
public record RegistrySettings(
    boolean autoReload,
    Duration reloadInterval,
    int hotVersions,
    boolean waitsForModels,
    Duration warmUpLongest,
    Duration challengerBudget) {
  private static final int HOT_MAX = 16;

  /** Checks the ranges. */
  public RegistrySettings {
    Checks.positive("reload_interval", reloadInterval);
    Checks.inRange("hot_versions", hotVersions, 0, HOT_MAX);
    Checks.positive("warm_up", warmUpLongest);
    Checks.positive("challenger_budget", challengerBudget);
  }

  /**
   * No automatic reload (every 5 s with it), one hot version, no waiting, 2 s of warm-up, 20 ms for
   * a challenger.
   */
  public static RegistrySettings defaults() {
    return new RegistrySettings(
        false, Duration.ofSeconds(5), 1, false, Duration.ofSeconds(2), Duration.ofMillis(20));
  }

  /**
   * The same with or without automatic reload.
   *
   * @param on whether
   */
  public RegistrySettings withAutoReload(boolean on) {
    return new RegistrySettings(
        on, reloadInterval, hotVersions, waitsForModels, warmUpLongest, challengerBudget);
  }

  /**
   * The same with another number of hot versions.
   *
   * @param count from 0 to 16
   */
  public RegistrySettings withHotVersions(int count) {
    return new RegistrySettings(
        autoReload, reloadInterval, count, waitsForModels, warmUpLongest, challengerBudget);
  }

  /**
   * The same, waiting for models or not.
   *
   * @param waits whether an engine opens without them
   */
  public RegistrySettings withWaitsForModels(boolean waits) {
    return new RegistrySettings(
        autoReload, reloadInterval, hotVersions, waits, warmUpLongest, challengerBudget);
  }

  /**
   * The same with another interval of automatic reload.
   *
   * @param interval how often the stores are looked at
   */
  public RegistrySettings withReloadInterval(Duration interval) {
    return new RegistrySettings(
        autoReload, interval, hotVersions, waitsForModels, warmUpLongest, challengerBudget);
  }
}
