package io.tickcast.examples.service;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The configuration file that a command is about, named with or without its option. */
final class ConfigInput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration file.")
  private @Nullable Path positional;

  @Option(names = "--config", paramLabel = "FILE", description = "The same, as an option.")
  private @Nullable Path option;

  /**
   * The file.
   *
   * @throws ParameterException when none is named, or two are
   */
  Path file() {
    if (positional != null && option != null) {
      throw misused("'" + positional + "' and '--config " + option + "'");
    }
    Path file = positional != null ? positional : option;
    if (file == null) {
      throw misused("none");
    }
    return file;
  }

  /**
   * That no file is named.
   *
   * @param option which stands for something else
   * @throws ParameterException when one is named
   */
  void requireNone(String option) {
    Path file = positional != null ? positional : this.option;
    if (file != null) {
      throw new ParameterException(
          command.commandLine(), "expected a file or " + option + ", found both");
    }
  }

  private ParameterException misused(String found) {
    return new ParameterException(
        command.commandLine(), "expected one FILE or --config FILE, found " + found);
  }
}
