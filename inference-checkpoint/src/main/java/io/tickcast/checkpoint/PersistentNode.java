package io.tickcast.checkpoint;

/** A reference to what stands outside of the pickle, where a policy lets it have such. */
public final class PersistentNode implements PickleNode {
  private final PickleNode id;

  PersistentNode(PickleNode id) {
    this.id = id;
  }

  /** What the pickle calls it. */
  public PickleNode id() {
    return id;
  }

  @Override
  public String describe() {
    return "a persistent id";
  }

  @Override
  public String toString() {
    return describe();
  }
}
