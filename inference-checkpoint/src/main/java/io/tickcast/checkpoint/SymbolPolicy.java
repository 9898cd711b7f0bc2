package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which symbols a kind of checkpoint may name, and in what use. <i>Immutable.</i>
 *
 * <p>Symbols are whole pairs of module and name; nothing is allowed by a prefix. What the reader
 * itself understands needs no rule: {@code bytes}, {@code bytearray}, {@code set}, {@code
 * frozenset}, {@code OrderedDict}, {@code defaultdict}, the arrays, types and scalars of NumPy, and
 * joblib's arrays.
 */
public final class SymbolPolicy {
  private final String kind;
  private final Map<Symbol, Set<Use>> rules;
  private final boolean persistentIds;

  private SymbolPolicy(String kind, Map<Symbol, Set<Use>> rules, boolean persistentIds) {
    this.kind = kind;
    this.rules = Map.copyOf(rules);
    this.persistentIds = persistentIds;
  }

  /** What a pickle does with a symbol. */
  public enum Use {
    /** It is called: REDUCE, INST, OBJ. */
    CALL,
    /** Its {@code __new__} is called: NEWOBJ, NEWOBJ_EX, {@code copyreg._reconstructor}. */
    NEW,
    /** The object gets a state: BUILD. */
    STATE,
    /** The object gets items: APPEND, SETITEM, ADDITEMS and their plurals. */
    ITEMS
  }

  /**
   * Begins a policy.
   *
   * @param kind what is read under it, for messages, such as {@code an XGBoost model}
   */
  public static Builder of(String kind) {
    return new Builder(kind);
  }

  /** What is read under this policy. */
  public String kind() {
    return kind;
  }

  boolean names(Symbol symbol) {
    return rules.containsKey(symbol);
  }

  boolean allows(Symbol symbol, Use use) {
    return rules.getOrDefault(symbol, Set.of()).contains(use);
  }

  boolean takesPersistentIds() {
    return persistentIds;
  }

  /** Collects the rules of a policy. <i>Confined.</i> */
  public static final class Builder {
    private final String kind;
    private final Map<Symbol, Set<Use>> rules = new HashMap<>();
    private boolean persistentIds;

    private Builder(String kind) {
      this.kind = kind;
    }

    /**
     * Allows a symbol to be named, and to be used in some ways; without any, only to be named, as a
     * class that is a value is.
     */
    public Builder allow(String module, String name, Use... uses) {
      Set<Use> all =
          rules.computeIfAbsent(new Symbol(module, name), s -> EnumSet.noneOf(Use.class));
      all.addAll(List.of(uses));
      return this;
    }

    /** Allows classes of one module that are made by {@code __new__} and then given a state. */
    public Builder objects(String module, String... names) {
      for (String name : names) {
        allow(module, name, Use.NEW, Use.STATE);
      }
      return this;
    }

    /** Allows names of one module as values, not to be used in any way. */
    public Builder values(String module, String... names) {
      for (String name : names) {
        allow(module, name);
      }
      return this;
    }

    /** Allows what another policy allows. */
    public Builder all(SymbolPolicy other) {
      other.rules.forEach(
          (symbol, uses) ->
              allow(symbol.module(), symbol.name(), new ArrayList<>(uses).toArray(Use[]::new)));
      persistentIds |= other.persistentIds;
      return this;
    }

    /** Lets the pickle refer to what stands outside of it, as those of PyTorch do. */
    public Builder persistentIds() {
      persistentIds = true;
      return this;
    }

    /** The policy. */
    public SymbolPolicy build() {
      return new SymbolPolicy(kind, rules, persistentIds);
    }
  }
}
