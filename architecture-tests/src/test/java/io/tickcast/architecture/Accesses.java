package io.tickcast.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What code calls, reads and refers to; a method reference counts as a call. */
final class Accesses {
  /** The name that a constructor has in class files. */
  static final String CONSTRUCTOR = "<init>";

  private Accesses() {}

  /** The condition that no code of a class does something. */
  static ArchCondition<JavaClass> never(String what, AccessKind forbidden) {
    return new ArchCondition<>("never " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getAccessesFromSelf().stream()
            .filter(forbidden::test)
            .forEach(a -> events.add(SimpleConditionEvent.violated(type, a.getDescription())));
      }
    };
  }

  /** Accesses to any member of some classes or their nested ones. */
  static AccessKind anythingOf(String... owners) {
    return access ->
        Stream.of(owners)
            .anyMatch(o -> (access.getTargetOwner().getName() + "$").startsWith(o + "$"));
  }

  /** Accesses to members of a class by their names; without names, to all of them. */
  static AccessKind to(Class<?> owner, String... names) {
    return to(owner.getName(), Set.of(names));
  }

  static AccessKind to(String owner, Set<String> names) {
    return access ->
        access.getTargetOwner().getName().equals(owner)
            && (names.isEmpty() || names.contains(access.getTarget().getName()));
  }

  /** Calls of one overload. */
  static AccessKind overload(Class<?> owner, String name, Class<?>... parameters) {
    List<String> wanted = Stream.of(parameters).map(Class::getName).toList();
    return access -> to(owner, name).test(access) && parameters(access).equals(wanted);
  }

  /** The names of the raw parameter types; empty for fields. */
  static List<String> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
        : List.of();
  }

  static AccessKind anyOf(AccessKind... tests) {
    return access -> Stream.of(tests).anyMatch(test -> test.test(access));
  }
}
