package io.tickcast.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.tickcast.architecture.Accesses.anyOf;
import static io.tickcast.architecture.Accesses.to;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules about how classes are made. */
final class ShapeRules {
  private static final AccessKind STARTS_THREADS =
      anyOf(
          to(Thread.class, "start"),
          to(Executors.class),
          to(Timer.class),
          access ->
              access.getTarget().getName().equals("execute")
                  && access.getTargetOwner().isAssignableTo(Executor.class));

  /** Whoever wants to be extended is extended, or is abstract. */
  static final ArchRule FINAL_BY_DEFAULT =
      classes().should(each("be final, abstract or extended", ShapeRules::openForNobody));

  static final ArchRule CLOSED_UTILITIES =
      classes()
          .should(
              each("have private constructors only where all is static", ShapeRules::openUtility));

  static final ArchRule NO_STATE_OF_THE_PROCESS =
      classes().should(each("have no static field that changes", ShapeRules::changingStatics));

  static final ArchRule NO_OPEN_FIELDS =
      classes().should(each("show no field that is not a constant", ShapeRules::openFields));

  static final ArchRule NO_THREADS_FROM_CONSTRUCTORS =
      classes()
          .should(each("start no thread while it is made", ShapeRules::threadsFromConstructors));

  private ShapeRules() {}

  /** The condition that a search for faults finds none. */
  static ArchCondition<JavaClass> each(
      String description, Function<JavaClass, Stream<String>> faults) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        faults
            .apply(type)
            .forEach(
                fault ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, fault + " in " + type.getSourceCodeLocation())));
      }
    };
  }

  private static Stream<String> openForNobody(JavaClass type) {
    boolean plain =
        !type.isInterface() && !type.isEnum() && !type.isAnonymousClass() && !type.isLocalClass();
    boolean open =
        !type.getModifiers().contains(FINAL)
            && !type.getModifiers().contains(ABSTRACT)
            && type.getSubclasses().isEmpty();
    return plain && open ? Stream.of(type.getName() + " is open and nobody extends it") : none();
  }

  private static Stream<String> openUtility(JavaClass type) {
    boolean utility =
        type.getRawSuperclass().filter(s -> s.isEquivalentTo(Object.class)).isPresent()
            && type.getRawInterfaces().isEmpty()
            && !type.isAnonymousClass()
            && !type.getModifiers().contains(ABSTRACT)
            && written(type.getMembers()).stream()
                .allMatch(m -> m instanceof JavaConstructor || m.getModifiers().contains(STATIC))
            && !type.getMethods().isEmpty();
    return utility
        ? type.getConstructors().stream()
            .filter(constructor -> !constructor.getModifiers().contains(PRIVATE))
            .map(constructor -> constructor.getFullName() + " is not private")
        : none();
  }

  private static List<JavaMember> written(Set<JavaMember> members) {
    return members.stream().filter(m -> !m.getModifiers().contains(SYNTHETIC)).toList();
  }

  private static Stream<String> changingStatics(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> is(field, STATIC) && !is(field, FINAL) && !is(field, SYNTHETIC))
        .map(field -> field.getFullName() + " is static and not final");
  }

  private static Stream<String> openFields(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> is(field, PUBLIC) && !(is(field, STATIC) && is(field, FINAL)))
        .filter(field -> !type.isEnum())
        .map(field -> field.getFullName() + " is public");
  }

  private static boolean is(JavaField field, JavaModifier modifier) {
    return field.getModifiers().contains(modifier);
  }

  private static Stream<String> threadsFromConstructors(JavaClass type) {
    Stream<JavaCodeUnit> making =
        Stream.concat(type.getConstructors().stream(), type.getStaticInitializer().stream());
    return making
        .flatMap(unit -> unit.getAccessesFromSelf().stream())
        .filter(STARTS_THREADS::test)
        .map(JavaAccess::getDescription);
  }

  private static Stream<String> none() {
    return Stream.empty();
  }
}
