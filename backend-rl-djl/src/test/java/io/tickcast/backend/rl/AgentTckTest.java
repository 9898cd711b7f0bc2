package io.tickcast.backend.rl;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.tck.ModelProviderTck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Nested;

class AgentTckTest {
  private abstract static class OneAgent extends ModelProviderTck {
    private final AgentCase agent;

    OneAgent(String name) {
      agent = AgentCase.of(name);
    }

    @Override
    protected ModelProvider provider() {
      return new Sb3ModelProvider();
    }

    @Override
    protected ModelArtifact artifact() {
      return agent.artifact();
    }

    @Override
    protected GoldenRows golden() {
      List<List<Double>> rows = new ArrayList<>();
      List<List<Double>> expected = new ArrayList<>();
      for (int i = 0; i < agent.rows().size(); i++) {
        rows.add(Arrays.stream(agent.rows().get(i)).boxed().toList());
        DoubleStream actions = Arrays.stream(agent.actions().get(i));
        DoubleStream numbers = Arrays.stream(agent.numbers().get(i));
        expected.add(DoubleStream.concat(actions, numbers).boxed().toList());
      }
      return new GoldenRows(rows, expected, 2e-5, 2e-5);
    }
  }

  @Nested
  class NormalisedDqn extends OneAgent {
    NormalisedDqn() {
      super("dqn");
    }
  }

  @Nested
  class Sac extends OneAgent {
    Sac() {
      super("sac");
    }
  }

  @Nested
  class PpoOfADict extends OneAgent {
    PpoOfADict() {
      super("ppo-dict");
    }
  }

  @Nested
  class OldA2cInTheLegacyLayout extends OneAgent {
    OldA2cInTheLegacyLayout() {
      super("sb3-1.0-a2c-box");
    }
  }
}
