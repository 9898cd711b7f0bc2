package io.tickcast.checkpoint;

/** Is asked at each opcode that names or uses a symbol, before anything comes of it. */
interface SymbolGuard {
  /** A symbol is named. */
  void name(Symbol symbol, OpcodeReader reader);

  /** A symbol is used. */
  void use(Symbol symbol, SymbolPolicy.Use use, OpcodeReader reader);

  /** Something outside of the pickle is referred to. */
  void persistentId(OpcodeReader reader);
}
