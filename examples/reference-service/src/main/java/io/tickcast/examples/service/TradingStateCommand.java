package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.TradingState;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows or changes what a running service may do at all. */
@Command(
    name = "trading-state",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows what a running service may do at all; with STATE changes it, from the next bar on:",
      "active (everything), reducing (exits alone) or halted (everything is held). The stricter of",
      "this and trading.state of its configuration is in force. It is kept over restarts."
    })
final class TradingStateCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/trading-state";

  private final Session session;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelsClient client = new ModelsClient();

  @Parameters(
      paramLabel = "STATE",
      arity = "0..1",
      description = "active, reducing or halted; without it the state is shown.")
  private @Nullable String state;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  TradingStateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    if (state != null) {
      requireKnown(state);
    }
    JsonNode answer =
        state == null
            ? client.ask(PATH)
            : client.change(PATH, ModelsClient.body().put("state", state), session.environment());
    String found = answer.path("state").asText();
    session.console().line(json ? answer.toString() : found);
    if (state != null && !found.equals(TradingState.of(state).code())) {
      session.console().line("the configuration of the service allows no more");
    }
    return 0;
  }

  private void requireKnown(String wanted) {
    try {
      TradingState.of(wanted);
    } catch (InferenceException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
