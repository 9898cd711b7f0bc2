package io.tickcast.checkpoint;

import java.util.Map;

/**
 * A class or function that a pickle names. It stays a name.
 *
 * <p>Modules that moved are called as they are in Python 3, NumPy 1 and joblib, so that {@code
 * __builtin__} becomes {@code builtins} (with {@code int} for {@code long}, and {@code str} for
 * {@code unicode}) and {@code numpy._core.multiarray} becomes {@code numpy.core.multiarray}.
 *
 * @param module the module
 * @param name the name within it, with dots where the pickle has them
 */
public record Symbol(String module, String name) implements PickleNode {
  private static final Map<String, String> MOVED =
      Map.of(
          "__builtin__", "builtins",
          "copy_reg", "copyreg",
          "numpy._core.multiarray", "numpy.core.multiarray",
          "numpy._core.numeric", "numpy.core.numeric",
          "sklearn.externals.joblib.numpy_pickle", "joblib.numpy_pickle");

  /** Calls modules that moved by one name. */
  public Symbol {
    if (module.equals("__builtin__")) {
      name = name.equals("long") ? "int" : name.equals("unicode") ? "str" : name;
    }
    module = MOVED.getOrDefault(module, module);
  }

  /** Whether this is what both names say. */
  public boolean is(String otherModule, String otherName) {
    return name.equals(otherName) && module.equals(otherModule);
  }

  @Override
  public String describe() {
    return "the symbol " + Faults.quoted(toString());
  }

  @Override
  public String toString() {
    return module + "." + name;
  }
}
