package io.tickcast.architecture;

import static io.tickcast.architecture.Accesses.CONSTRUCTOR;
import static io.tickcast.architecture.Accesses.anyOf;
import static io.tickcast.architecture.Accesses.parameters;
import static io.tickcast.architecture.Accesses.to;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Formatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What code on the decision path must not do. */
final class DecisionPathRules {
  private static final Set<String> FLOATING = Set.of("double", "float");

  /** Ways to text that depend on the JDK: Double.toString changed after 17. */
  static final AccessKind NUMBER_TO_TEXT =
      anyOf(
          to(Double.class, "toString"),
          to(Float.class, "toString"),
          to(String.class, "format", "formatted"),
          to(Formatter.class, CONSTRUCTOR),
          to(NumberFormat.class),
          to(DecimalFormat.class),
          access -> to(String.class, "valueOf").test(access) && takesFloating(access),
          access ->
              to(StringBuilder.class, "append", "insert").test(access) && takesFloating(access));

  /** Walks through a collection whose order nobody has promised. */
  static final AccessKind UNORDERED_WALK =
      access ->
          Set.of(
                      "keySet",
                      "values",
                      "entrySet",
                      "forEach",
                      "iterator",
                      "stream",
                      "keys",
                      "elements")
                  .contains(access.getTarget().getName())
              && anyOf(
                      to(Map.class),
                      to(Set.class),
                      to(HashMap.class),
                      to(HashSet.class),
                      to(IdentityHashMap.class),
                      to(ConcurrentHashMap.class))
                  .test(access);

  private DecisionPathRules() {}

  private static boolean takesFloating(JavaAccess<?> access) {
    return parameters(access).stream().anyMatch(FLOATING::contains);
  }
}
