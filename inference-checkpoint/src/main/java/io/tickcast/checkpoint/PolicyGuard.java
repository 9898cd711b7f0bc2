package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.SymbolPolicy.Use;

/** Refuses what a policy does not allow. <i>Immutable.</i> */
final class PolicyGuard implements SymbolGuard {
  private final SymbolPolicy policy;

  PolicyGuard(SymbolPolicy policy) {
    this.policy = policy;
  }

  @Override
  public void name(Symbol symbol, OpcodeReader reader) {
    if (!policy.names(symbol) && !Understood.names(symbol)) {
      throw refused("symbols of " + policy.kind(), symbol, "", reader);
    }
  }

  @Override
  public void use(Symbol symbol, Use use, OpcodeReader reader) {
    if (!policy.allows(symbol, use) && !Understood.allows(symbol, use)) {
      throw refused("uses of symbols as in " + policy.kind(), symbol, what(use), reader);
    }
  }

  @Override
  public void persistentId(OpcodeReader reader) {
    if (!policy.takesPersistentIds()) {
      throw Faults.unsupported(
          policy.kind() + " in one pickle",
          "a reference to something outside of it",
          reader.where());
    }
  }

  private static String what(Use use) {
    return switch (use) {
      case CALL -> " called";
      case NEW -> " made by __new__";
      case STATE -> " given a state";
      case ITEMS -> " given items";
    };
  }

  private static InferenceException refused(
      String expected, Symbol symbol, String use, OpcodeReader reader) {
    return Faults.unsupported(expected, Faults.quoted(symbol.toString()) + use, reader.where());
  }
}
