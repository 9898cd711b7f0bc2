package io.tickcast.benchmarks.live;

import io.tickcast.examples.service.Main;

/** The service as it is, that does not outlive the bench. */
public final class ServiceMain {
  private ServiceMain() {}

  /**
   * Runs a command of the service.
   *
   * @param args the command with its options
   */
  public static void main(String[] args) {
    ParentWatch.start();
    Main.main(args);
  }
}
