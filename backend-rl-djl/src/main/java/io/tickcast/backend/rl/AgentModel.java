package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** An agent of Stable-Baselines3. */
final class AgentModel implements Model {
  private final ModelSignature signature;
  private final Map<String, String> description;
  private final ObservationEncoder encoder;
  private final Policy policy;
  private final NetworkFactory networks;
  private final OptionalLong seed;
  private boolean closed;

  /** Makes networks for predictors, and holds what they share. */
  interface NetworkFactory {
    /** A network for one predictor. */
    Network create();

    /** Gives back what is shared; what predictors hold stays until they are closed. */
    void close();
  }

  /** Puts the parts together. */
  AgentModel(
      ModelSignature signature,
      Map<String, String> description,
      ObservationEncoder encoder,
      Policy policy,
      NetworkFactory networks,
      OptionalLong seed) {
    this.signature = signature;
    this.description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
    this.encoder = encoder;
    this.policy = policy;
    this.networks = networks;
    this.seed = seed;
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public synchronized Predictor newPredictor() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an open model, found a closed one");
    }
    return new AgentPredictor(
        encoder,
        signature.width(),
        networks.create(),
        policy.head(),
        seed.isPresent() ? new Noise(seed.getAsLong()) : null);
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      networks.close();
    }
  }
}
