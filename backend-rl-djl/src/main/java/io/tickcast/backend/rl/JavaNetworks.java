package io.tickcast.backend.rl;

import java.util.List;

/**
 * Makes networks in plain Java, which share their weights. <i>Immutable.</i>
 *
 * @param layers all of them
 */
record JavaNetworks(List<Layer> layers) implements AgentModel.NetworkFactory {
  @Override
  public Network create() {
    return new JavaNetwork(layers);
  }

  @Override
  public void close() {}
}
