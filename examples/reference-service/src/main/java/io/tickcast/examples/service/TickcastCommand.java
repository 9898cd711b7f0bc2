package io.tickcast.examples.service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "tickcast",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Serves models trained in Python as live trading signals, inside a JVM.",
    footer = {
      "",
      "In a source checkout also: test (everything), bench (how fast it is), dist (a release archive).",
      "Exit code: 0 done, 1 failed, 2 usage."
    })
final class TickcastCommand implements Runnable {
  private final Session session;
  @Spec private CommandSpec spec;

  TickcastCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log what happens, and show where a failure came from (on stderr).")
  private void verbose(boolean on) {
    session.verbose(on);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command, found none");
  }
}
