package io.tickcast.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The code that some classes can reach, method by method, through the other classes of their room.
 * A call of an overridable method reaches all that override it there; what another room implements
 * is that room's matter.
 */
final class DecisionPath {
  private final JavaClasses room;

  /** Each code unit that is reached, with the one that it was reached from first. */
  private final Map<JavaCodeUnit, JavaCodeUnit> reached =
      new TreeMap<>(Comparator.comparing(JavaCodeUnit::getFullName));

  private DecisionPath(JavaClasses room) {
    this.room = room;
  }

  /**
   * Follows the calls.
   *
   * @param room the classes that calls are followed through
   * @param roots where they start: {@code Class.method}, or {@code Class} for all of its methods
   * @throws IllegalArgumentException when one of them does not exist
   */
  static DecisionPath from(JavaClasses room, String... roots) {
    DecisionPath path = new DecisionPath(room);
    Deque<JavaCodeUnit> open = new ArrayDeque<>();
    for (String root : roots) {
      units(room, root).forEach(unit -> path.reach(unit, unit, open));
    }
    while (!open.isEmpty()) {
      path.follow(open.remove(), open);
    }
    return path;
  }

  private static List<JavaCodeUnit> units(JavaClasses room, String root) {
    List<JavaCodeUnit> units =
        room.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> root.equals(name(unit)) || root.equals(owner(unit)))
            .toList();
    if (units.isEmpty()) {
      throw new IllegalArgumentException("expected code of " + root + ", found none");
    }
    return units;
  }

  private static String owner(JavaCodeUnit unit) {
    return unit.getOwner().getSimpleName();
  }

  private static String name(JavaCodeUnit unit) {
    return owner(unit) + "." + unit.getName();
  }

  private void reach(JavaCodeUnit unit, JavaCodeUnit from, Deque<JavaCodeUnit> open) {
    if (room.contain(unit.getOwner().getName()) && reached.putIfAbsent(unit, from) == null) {
      open.add(unit);
    }
  }

  private void follow(JavaCodeUnit unit, Deque<JavaCodeUnit> open) {
    for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
      if (access.getTarget() instanceof CodeUnitAccessTarget target) {
        target.resolveMember().ifPresent(found -> reach((JavaCodeUnit) found, unit, open));
        if (room.contain(target.getOwner().getName())) {
          target.getOwner().getAllSubclasses().stream()
              .flatMap(type -> overrides(type, target))
              .forEach(found -> reach(found, unit, open));
        }
      }
    }
  }

  /** By name and count, for a bridge has other types. */
  private static Stream<? extends JavaCodeUnit> overrides(
      JavaClass type, CodeUnitAccessTarget target) {
    return type.getMethods().stream()
        .filter(method -> method.getName().equals(target.getName()))
        .filter(
            method -> method.getRawParameterTypes().size() == target.getRawParameterTypes().size());
  }

  /** The simple names of the classes with code on the path. */
  Set<String> classes() {
    return reached.keySet().stream().map(DecisionPath::owner).collect(Collectors.toSet());
  }

  /** What the code on the path does that it must not do, and how the path gets there. */
  List<String> accesses(AccessKind forbidden) {
    return reached.keySet().stream()
        .flatMap(unit -> unit.getAccessesFromSelf().stream())
        .filter(forbidden::test)
        .map(access -> access.getDescription() + ", reached by " + way(access.getOrigin()))
        .toList();
  }

  private String way(JavaCodeUnit unit) {
    JavaCodeUnit from = Objects.requireNonNull(reached.get(unit));
    return from.equals(unit) ? name(unit) : way(from) + " > " + name(unit);
  }

  /**
   * The classes with code on the path that put a floating-point number into a text by {@code +}.
   */
  Set<String> concatenations() {
    return reached.keySet().stream()
        .map(JavaCodeUnit::getOwner)
        .filter(type -> !Concatenations.ofFloatingPoint(type).isEmpty())
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
