package io.tickcast.core;

/** Lets other models serve because a configuration says so, in two steps. <i>Confined.</i> */
@FunctionalInterface
public interface ModelSwitch {
  /**
   * Loads and verifies what a choice means; nothing serves it yet. What the choice does not say is
   * as it is configured.
   *
   * @param choice which model is to serve
   * @param who asks for it, one line
   * @throws io.tickcast.api.InferenceException when there is no such model, it does not verify, or
   *     another one may not be taken up while the engine runs
   */
  Prepared prepare(ModelChoice choice, String who);

  /** Models that are ready to serve; given up by {@link #close} when they were not taken up. */
  interface Prepared extends AutoCloseable {
    /**
     * Lets them serve: returns when every lane has changed.
     *
     * @throws io.tickcast.api.InferenceException when they can not; what served goes on
     */
    void commit();

    @Override
    void close();

    /** No change at all. */
    static Prepared nothing() {
      return new Prepared() {
        @Override
        public void commit() {
          // Everything is as it should be.
        }

        @Override
        public void close() {
          // Nothing was loaded.
        }
      };
    }
  }
}
