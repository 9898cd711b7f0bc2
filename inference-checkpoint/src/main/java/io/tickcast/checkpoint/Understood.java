package io.tickcast.checkpoint;

import io.tickcast.checkpoint.SymbolPolicy.Use;
import java.util.Map;
import java.util.Set;

/** The symbols that the reader itself gives a meaning to, in every kind of checkpoint. */
final class Understood {
  static final Symbol WRAPPED_ARRAY = new Symbol("joblib.numpy_pickle", "NumpyArrayWrapper");
  static final Symbol RECONSTRUCTOR = new Symbol("copyreg", "_reconstructor");
  static final Symbol ENCODE = new Symbol("_codecs", "encode");
  static final Symbol BYTES = new Symbol("builtins", "bytes");
  static final Symbol BYTEARRAY = new Symbol("builtins", "bytearray");
  static final Symbol SET = new Symbol("builtins", "set");
  static final Symbol FROZENSET = new Symbol("builtins", "frozenset");
  static final Symbol ORDERED_DICT = new Symbol("collections", "OrderedDict");
  static final Symbol DEFAULT_DICT = new Symbol("collections", "defaultdict");
  static final Symbol NEW_ARRAY = new Symbol("numpy.core.multiarray", "_reconstruct");
  static final Symbol SCALAR = new Symbol("numpy.core.multiarray", "scalar");
  static final Symbol FROM_BUFFER = new Symbol("numpy.core.numeric", "_frombuffer");
  static final Symbol TYPE = new Symbol("numpy", "dtype");
  static final Symbol ARRAY = new Symbol("numpy", "ndarray");

  private static final Map<Symbol, Set<Use>> USES =
      Map.ofEntries(
          Map.entry(WRAPPED_ARRAY, Set.of(Use.CALL, Use.NEW, Use.STATE)),
          Map.entry(RECONSTRUCTOR, Set.of(Use.CALL)),
          Map.entry(ENCODE, Set.of(Use.CALL)),
          Map.entry(BYTES, Set.of(Use.CALL)),
          Map.entry(BYTEARRAY, Set.of(Use.CALL)),
          Map.entry(SET, Set.of(Use.CALL)),
          Map.entry(FROZENSET, Set.of(Use.CALL)),
          Map.entry(ORDERED_DICT, Set.of(Use.CALL)),
          Map.entry(DEFAULT_DICT, Set.of(Use.CALL)),
          Map.entry(NEW_ARRAY, Set.of(Use.CALL)),
          Map.entry(SCALAR, Set.of(Use.CALL)),
          Map.entry(FROM_BUFFER, Set.of(Use.CALL)),
          Map.entry(TYPE, Set.of(Use.CALL)),
          Map.entry(ARRAY, Set.of()));

  /** Classes that are values: bases of classes, factories of values, types of elements. */
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "builtins", Set.of("object", "int", "float", "str", "bool", "list", "dict", "tuple"),
          "numpy",
              Set.of(
                  "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8",
                  "uint16", "uint32", "uint64", "bool_", "object_", "str_"));

  private Understood() {}

  static boolean names(Symbol symbol) {
    return USES.containsKey(symbol)
        || VALUES.getOrDefault(symbol.module(), Set.of()).contains(symbol.name());
  }

  static boolean allows(Symbol symbol, Use use) {
    return USES.getOrDefault(symbol, Set.of()).contains(use);
  }
}
