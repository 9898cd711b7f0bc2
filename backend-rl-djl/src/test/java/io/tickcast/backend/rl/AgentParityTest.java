package io.tickcast.backend.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agent does here is what {@code predict(obs, deterministic=True)} gave in Python. */
class AgentParityTest {
  private static final double OF_BOUND = 2e-5;

  static List<String> cases() {
    return AgentCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predict_everyKindOfAgent_actsAsInPython(String name) {
    AgentCase agent = AgentCase.of(name);
    compare(agent, agent.artifact());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predict_onPytorchsOwnLibrary_actsAsInPython(String name) {
    AgentCase agent = AgentCase.of(name);
    compare(agent, agent.artifact().withOptions(Map.of("engine", "djl")));
  }

  private static void compare(AgentCase agent, ModelArtifact artifact) {
    try (Model model = new Sb3ModelProvider().load(artifact, part -> null);
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      for (int i = 0; i < agent.rows().size(); i++) {
        predictor.predict(agent.rows().get(i), outputs);
        compare(agent, i, model.signature().outputs(), outputs);
      }
    }
  }

  private static void compare(AgentCase agent, int row, List<Output> names, double[] outputs) {
    double[] actions = agent.actions().get(row);
    double[] numbers = agent.numbers().get(row);
    assertThat(outputs).hasSize(actions.length + numbers.length);
    for (int i = 0; i < outputs.length; i++) {
      boolean action = names.get(i).role() == OutputRole.ACTION;
      double expected = action ? actions[i] : numbers[i - actions.length];
      double bound = action ? bound(agent, i) : Math.max(1, Math.abs(expected));
      assertThat(outputs[i])
          .as("%s, row %d, %s", agent.name(), row, names.get(i).name())
          .isEqualTo(expected, within(OF_BOUND * bound));
    }
    assertThat(actions.length).isEqualTo((int) actions(names));
  }

  private static long actions(List<Output> names) {
    return names.stream().filter(output -> output.role() == OutputRole.ACTION).count();
  }

  /** The largest magnitude of a component that was seen. */
  private static double bound(AgentCase agent, int component) {
    return agent.actions().stream().mapToDouble(row -> Math.abs(row[component])).max().orElse(1);
  }
}
