package io.tickcast.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.tickcast.architecture.ShapeRules.each;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about names. */
final class NameRules {
  private static final Pattern GETTER = Pattern.compile("get[A-Z].*");
  private static final Pattern HUNGARIAN = Pattern.compile("I[A-Z][a-z].*");
  private static final Pattern EMPTY_WORD =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?|Utilities)");

  static final ArchRule NO_GET =
      classes().should(each("name accessors without get", NameRules::getters));

  static final ArchRule NO_I_PREFIX =
      classes().should(each("be an interface without I before its name", NameRules::hungarian));

  static final ArchRule NO_EMPTY_WORDS =
      classes().should(each("have a name that says something", NameRules::emptyWords));

  private NameRules() {}

  /** A name that another library gave to a method is not ours to choose. */
  private static Stream<String> getters(JavaClass type) {
    return type.getMethods().stream()
        .filter(method -> isOpen(method) && GETTER.matcher(method.getName()).matches())
        .filter(method -> !isNamedElsewhere(method))
        .map(method -> method.getFullName() + " begins with get");
  }

  private static boolean isOpen(JavaMethod method) {
    return method.getOwner().getModifiers().contains(PUBLIC)
        && (method.getModifiers().contains(PUBLIC) || method.getModifiers().contains(PROTECTED));
  }

  private static boolean isNamedElsewhere(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .filter(type -> !type.getPackageName().startsWith("io.tickcast"))
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(
            other ->
                other.getName().equals(method.getName())
                    && other.getRawParameterTypes().size() == method.getRawParameterTypes().size());
  }

  private static Stream<String> hungarian(JavaClass type) {
    boolean fault = type.isInterface() && HUNGARIAN.matcher(type.getSimpleName()).matches();
    return fault ? Stream.of(type.getName() + " begins with I") : Stream.empty();
  }

  private static Stream<String> emptyWords(JavaClass type) {
    return EMPTY_WORD.matcher(type.getSimpleName()).matches()
        ? Stream.of(type.getName() + " ends with a word that says nothing")
        : Stream.empty();
  }
}
