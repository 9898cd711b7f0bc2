package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule about classes fails on a class that breaks it, and names that class. */
class WrongClassesTest {
  private static final JavaClasses WRONG =
      new ClassFileImporter().importPackages("io.tickcast.architecture.wrong");

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments("SeesARoom", RoomRules.ARROWS),
        arguments("SeesALibrary", RoomRules.API_ALONE),
        arguments("InexactMath", DeterminismRules.EXACT_MATH),
        arguments(
            "WallClock",
            DeterminismRules.readOnlyIn(Set.of(), "a clock", DeterminismRules.WALL_CLOCK)),
        arguments(
            "NanoClock",
            DeterminismRules.readOnlyIn(Set.of(), "a clock", DeterminismRules.NANO_CLOCK)),
        arguments("Seeded", DeterminismRules.randomOnlyIn(Set.of())),
        arguments("Unseeded", DeterminismRules.NO_UNSEEDED_RANDOM),
        arguments("LocalText", DeterminismRules.NO_DEFAULTS_OF_THE_MACHINE),
        arguments("IdentityOrder", DeterminismRules.NO_IDENTITY_ORDER),
        arguments("OpenClass", ShapeRules.FINAL_BY_DEFAULT),
        arguments("OpenUtility", ShapeRules.CLOSED_UTILITIES),
        arguments("ChangingStatic", ShapeRules.NO_STATE_OF_THE_PROCESS),
        arguments("OpenField", ShapeRules.NO_OPEN_FIELDS),
        arguments("ThreadInConstructor", ShapeRules.NO_THREADS_FROM_CONSTRUCTORS),
        arguments("Getter", NameRules.NO_GET),
        arguments("IGreeter", NameRules.NO_I_PREFIX),
        arguments("NameHelper", NameRules.NO_EMPTY_WORDS),
        arguments("FloatSurface", SurfaceRules.NO_FLOAT),
        arguments("WideInterface", SurfaceRules.SMALL_INTERFACES),
        arguments("Deserializer", SafetyRules.NO_JAVA_SERIALIZATION),
        arguments("CodeFromName", SafetyRules.NO_CODE_FROM_NAMES),
        arguments("Finalized", SafetyRules.NO_FINALIZERS),
        arguments("OtherLogger", SafetyRules.SLF4J_ONLY),
        arguments("EndsTheProcess", SafetyRules.NO_PROGRAM),
        arguments("Sleeper", SafetyRules.NO_OLD_THREAD_CONTROL));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule_classThatBreaksIt_failsAndNamesTheClass(String wrong, ArchRule rule) {
    JavaClasses one =
        WRONG.that(DescribedPredicate.describe(wrong, type -> type.getSimpleName().equals(wrong)));
    assertThat(rule.evaluate(one).getFailureReport().getDetails())
        .isNotEmpty()
        .allMatch(detail -> detail.contains(wrong));
  }

  @Test
  void rule_emptySet_fails() {
    JavaClasses none = WRONG.that(DescribedPredicate.alwaysFalse());
    assertThat(catchThrowable(() -> ShapeRules.FINAL_BY_DEFAULT.check(none)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  @Test
  void path_overAnInterface_findsWhatItsImplementationDoes() {
    DecisionPath path = DecisionPath.from(WRONG, "WrongLane.run");
    assertThat(path.accesses(DecisionPathRules.NUMBER_TO_TEXT))
        .singleElement()
        .asString()
        .contains("Double.toString")
        .endsWith("reached by WrongLane.run > WrongStages.decide");
    assertThat(path.accesses(DecisionPathRules.UNORDERED_WALK))
        .singleElement()
        .asString()
        .contains("keySet");
    assertThat(path.concatenations()).containsExactly("WrongStages");
  }

  @Test
  void path_unknownRoot_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecisionPath.from(WRONG, "WrongLane.walk"))
        .withMessage("expected code of WrongLane.walk, found none");
  }

  @Test
  void concatenation_wholeNumbers_isNoFinding() {
    assertThat(WRONG.stream().filter(type -> !Concatenations.ofFloatingPoint(type).isEmpty()))
        .singleElement()
        .extracting(type -> type.getSimpleName())
        .isEqualTo("WrongStages");
  }
}
