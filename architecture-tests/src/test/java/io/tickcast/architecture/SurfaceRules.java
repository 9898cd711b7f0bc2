package io.tickcast.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.tickcast.architecture.ShapeRules.each;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rules about what other rooms and other programs see. */
final class SurfaceRules {
  private static final Set<String> NARROW = Set.of("float", "java.lang.Float");
  private static final int MOST_METHODS = 4;

  /** double in every public signature: each backend narrows by itself, as its trainer did. */
  static final ArchRule NO_FLOAT =
      classes().should(each("have no float in what others see", SurfaceRules::floats));

  /** What an adapter must implement stays small. */
  static final ArchRule SMALL_INTERFACES =
      classes()
          .should(
              each(
                  "ask for 1 to " + MOST_METHODS + " methods beside close",
                  SurfaceRules::tooLarge));

  private SurfaceRules() {}

  private static Stream<String> floats(JavaClass type) {
    if (!type.getModifiers().contains(PUBLIC)) {
      return Stream.empty();
    }
    Stream<JavaMember> open =
        Stream.concat(type.getCodeUnits().stream(), type.getFields().stream());
    return open.filter(SurfaceRules::isOpen)
        .filter(member -> types(member).anyMatch(SurfaceRules::isNarrow))
        .map(member -> member.getFullName() + " has a float");
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(PUBLIC) || member.getModifiers().contains(PROTECTED);
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()));
    }
    return Stream.of(((JavaField) member).getType());
  }

  private static boolean isNarrow(JavaType type) {
    return type.getAllInvolvedRawTypes().stream()
        .anyMatch(raw -> NARROW.contains(raw.getBaseComponentType().getName()));
  }

  private static Stream<String> tooLarge(JavaClass type) {
    List<String> asked =
        type.getMethods().stream()
            .filter(m -> m.getModifiers().contains(ABSTRACT) && !m.getName().equals("close"))
            .map(JavaMember::getName)
            .toList();
    boolean fits = !asked.isEmpty() && asked.size() <= MOST_METHODS;
    return fits ? Stream.empty() : Stream.of(type.getName() + " asks for " + asked);
  }

  /**
   * The interfaces that an adapter implements: the providers that ServiceLoader finds, and what
   * their methods hand out, and what those hand out.
   */
  static Set<String> implementedByAdapters(JavaClasses api) {
    TreeMap<String, JavaClass> found = new TreeMap<>();
    Deque<JavaClass> open =
        new ArrayDeque<>(api.stream().filter(t -> t.getSimpleName().endsWith("Provider")).toList());
    while (!open.isEmpty()) {
      JavaClass type = open.pop();
      boolean ours = type.isInterface() && !isSealed(type) && api.contain(type.getName());
      if (ours && found.putIfAbsent(type.getName(), type) == null) {
        type.getMethods().stream()
            .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
            .forEach(open::push);
      }
    }
    return found.keySet();
  }

  /** All implementations stand inside a sealed interface: nobody else implements it. */
  private static boolean isSealed(JavaClass type) {
    return type.reflect().isSealed();
  }
}
