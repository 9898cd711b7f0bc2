package io.tickcast.core;

import java.util.List;

/**
 * What the records of a decision say of its model. <i>Immutable.</i>
 *
 * @param modelVersion as signals name it
 * @param sha256 of its file
 * @param inputs the names of its inputs, in order
 * @param outputs the names of its outputs, in order
 * @param outputKeys the outputs as keys of JSON; never altered
 * @param id stands for all of them in the records of the journal
 */
record ModelFacts(
    String modelVersion,
    String sha256,
    List<String> inputs,
    List<String> outputs,
    byte[][] outputKeys,
    long id) {
  ModelFacts {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static ModelFacts of(
      String modelVersion, String sha256, List<String> inputs, List<String> outputs) {
    byte[][] keys = new byte[outputs.size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = new JsonWriter(64).key(outputs.get(i)).toExactArray();
    }
    long id = ModelFactsStore.id(modelVersion, sha256, inputs, outputs);
    return new ModelFacts(modelVersion, sha256, inputs, outputs, keys, id);
  }
}
