package io.tickcast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Rules about the arrows between rooms. */
final class RoomRules {
  /** Each class names classes of its own room and of those that its room may see. */
  static final ArchRule ARROWS =
      arrows(
          (from, to) ->
              Room.of(to).isEmpty()
                  || Room.of(from).filter(r -> r.maySee(Room.of(to).orElseThrow())).isPresent());

  /** The api stands on the Java platform and JSpecify, and on nothing else. */
  static final ArchRule API_ALONE =
      classes()
          .should(
              dependOnlyOn(
                  "java.*, JSpecify and the api",
                  to ->
                      to.startsWith("java.")
                          || to.startsWith("org.jspecify.annotations.")
                          || to.startsWith("io.tickcast.api.")));

  private RoomRules() {}

  /** The rule that dependencies between packages of this project are those allowed. */
  static ArchRule arrows(BiPredicate<String, String> allowed) {
    return classes()
        .should(
            new ArchCondition<>("see only the rooms below them") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                    .filter(d -> !allowed.test(type.getPackageName(), targetPackage(d)))
                    .forEach(d -> events.add(violated(type, d)));
              }
            });
  }

  private static ArchCondition<JavaClass> dependOnlyOn(String what, Predicate<String> allowed) {
    return new ArchCondition<>("depend only on " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(d -> !target(d).isPrimitive() && !allowed.test(target(d).getName()))
            .forEach(d -> events.add(violated(type, d)));
      }
    };
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  private static String targetPackage(Dependency dependency) {
    return target(dependency).getPackageName();
  }

  private static ConditionEvent violated(JavaClass type, Dependency dependency) {
    return SimpleConditionEvent.violated(type, dependency.getDescription());
  }
}
