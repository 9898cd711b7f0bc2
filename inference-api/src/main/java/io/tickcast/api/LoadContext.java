package io.tickcast.api;

/** What a provider may ask of whoever loads. */
@FunctionalInterface
public interface LoadContext {
  /**
   * Loads a model that stands inside another one, such as the classifier of a pipeline. The caller
   * owns the result.
   *
   * @param part the inner artefact
   * @throws InferenceException when no provider, or more than one, takes it
   */
  Model nested(ModelArtifact part);
}
