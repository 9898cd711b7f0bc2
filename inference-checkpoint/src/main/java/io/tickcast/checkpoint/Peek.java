package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the first bytes of a pickle tell. <i>Immutable.</i>
 *
 * @param compression what the file is packed with, or {@code none}
 * @param root the class or function that makes the root object; empty if the root is a plain value
 *     such as a dict
 * @param what the root in words, such as {@code a dict of 3}
 */
public record Peek(String compression, Optional<Symbol> root, String what) {
  /** Whether the root is an object of a class. */
  public boolean is(String module, String name) {
    return root.filter(symbol -> symbol.is(module, name)).isPresent();
  }

  static Optional<Peek> of(ByteBuffer prefix, String compression) {
    PickleMachine machine = PickleMachine.of(prefix, ReadLimits.DEFAULTS, new SymbolList());
    Optional<PickleNode> root;
    try {
      root = Optional.of(machine.run());
    } catch (InferenceException e) {
      // The root is what lies at the bottom when the prefix ends; any other fault is no pickle.
      root = machine.reader().ranOut() ? machine.stack().bottom() : Optional.empty();
    }
    return root.map(node -> new Peek(compression, symbol(node, machine.stack()), node.describe()));
  }

  private static Optional<Symbol> symbol(PickleNode node, Stack stack) {
    if (node instanceof ObjectNode object) {
      return Optional.of(object.symbol());
    }
    if (!(node instanceof Symbol symbol)) {
      return Optional.empty();
    }
    // A call of protocols 0 and 1 whose class stands among the arguments.
    return symbol.equals(Understood.RECONSTRUCTOR)
        ? stack.second().filter(Symbol.class::isInstance).map(Symbol.class::cast)
        : Optional.of(symbol);
  }
}
