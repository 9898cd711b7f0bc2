package io.tickcast.examples.service;

import java.util.Map;

/** What one run of the command line has around it. <i>Confined</i> to the thread of the command. */
final class Session {
  private final Console console;
  private final Map<String, String> environment;
  private final Termination termination;
  private boolean verbose;

  Session(Console console, Map<String, String> environment, Termination termination) {
    this.console = console;
    this.environment = Map.copyOf(environment);
    this.termination = termination;
  }

  Console console() {
    return console;
  }

  Map<String, String> environment() {
    return environment;
  }

  Termination termination() {
    return termination;
  }

  boolean verbose() {
    return verbose;
  }

  void verbose(boolean on) {
    verbose = on;
  }

  /** A command's own logging: none, unless somebody wants to see what happens. */
  void commandLogging() {
    if (verbose) {
      Logs.verbose(console.err());
    } else {
      Logs.silent();
    }
  }

  /** A service's logging: one line per event beside its other output. */
  void serviceLogging() {
    if (verbose) {
      Logs.verbose(console.out());
    } else {
      Logs.service(console.out());
    }
  }

  /** Progress of long work: only for a person who looks, which the launcher knows. */
  Progress progress() {
    boolean seen = "1".equals(environment.get("TICKCAST_PROGRESS"));
    return new Progress(console.err(), seen);
  }
}
