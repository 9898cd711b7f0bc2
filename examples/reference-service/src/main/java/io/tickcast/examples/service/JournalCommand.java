package io.tickcast.examples.service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about a journal on disk. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks at a journal, checks it, repairs it, or sends its dead letters again.")
final class JournalCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected a command of 'tickcast journal', found none");
  }
}
