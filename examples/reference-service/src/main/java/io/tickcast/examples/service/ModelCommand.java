package io.tickcast.examples.service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about model files, and about the models of a running service. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks at model files, and at the models of a running service, and changes them.")
final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected a command of 'tickcast model', found none");
  }
}
