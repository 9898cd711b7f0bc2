package io.tickcast.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets everything pass and writes down what is named. <i>Confined.</i> */
final class SymbolList implements SymbolGuard {
  private static final int MOST = 10_000;

  private final Map<Symbol, CheckpointFile.Named> found = new LinkedHashMap<>();

  @Override
  public void name(Symbol symbol, OpcodeReader reader) {
    if (found.size() < MOST) {
      found.putIfAbsent(
          symbol, new CheckpointFile.Named(symbol, reader.opcode().toString(), reader.offset()));
    }
  }

  @Override
  public void use(Symbol symbol, SymbolPolicy.Use use, OpcodeReader reader) {
    // Nothing is refused here: naming it was all there was to see.
  }

  @Override
  public void persistentId(OpcodeReader reader) {
    // Nothing is refused here.
  }

  List<CheckpointFile.Named> found() {
    return List.copyOf(found.values());
  }
}
