package io.tickcast.examples.service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the archive in ClickHouse. */
@Command(
    name = "clickhouse",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Makes the tables of the archive in ClickHouse.")
final class ClickHouseCommand implements Runnable {
  /** The type of the sinks that it is about. */
  static final String TYPE = "clickhouse";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected a command of 'tickcast clickhouse', found none");
  }
}
