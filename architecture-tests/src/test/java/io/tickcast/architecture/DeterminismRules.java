package io.tickcast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.tickcast.architecture.Accesses.CONSTRUCTOR;
import static io.tickcast.architecture.Accesses.anyOf;
import static io.tickcast.architecture.Accesses.anythingOf;
import static io.tickcast.architecture.Accesses.never;
import static io.tickcast.architecture.Accesses.overload;
import static io.tickcast.architecture.Accesses.parameters;
import static io.tickcast.architecture.Accesses.to;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.UUID;

/** Rules of the determinism contract: same journal, same model, same bytes. */
final class DeterminismRules {
  /** What {@link Math} may answer differently from one JVM to the next; StrictMath does not. */
  static final Set<String> INEXACT_MATH =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  static final AccessKind WALL_CLOCK =
      anyOf(
          to(System.class, "currentTimeMillis"),
          overload(Date.class, CONSTRUCTOR),
          to(Calendar.class, "getInstance"),
          DeterminismRules::isNow,
          access ->
              to(Clock.class).test(access) && access.getTarget().getName().startsWith("system"));

  static final AccessKind NANO_CLOCK = to(System.class, "nanoTime");

  /** Where a thing gets an id that nothing else has, by which nothing is decided. */
  private static final Set<String> NEW_IDS = Set.of("io.tickcast.journal.DiskFiles");

  private static final AccessKind UNSEEDED =
      anyOf(
          to(Math.class, "random"),
          to(StrictMath.class, "random"),
          to(UUID.class, "randomUUID"),
          overload(Random.class, CONSTRUCTOR),
          overload(SplittableRandom.class, CONSTRUCTOR),
          overload(Collections.class, "shuffle", List.class),
          anythingOf("java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom"));

  private static final AccessKind OF_THIS_MACHINE =
      anyOf(
          to(Locale.class, "getDefault"),
          to(Charset.class, "defaultCharset"),
          to(ZoneId.class, "systemDefault"),
          to(TimeZone.class, "getDefault"),
          overload(String.class, "format", String.class, Object[].class),
          to(String.class, "formatted"),
          overload(String.class, "toLowerCase"),
          overload(String.class, "toUpperCase"),
          overload(String.class, "getBytes"),
          overload(String.class, CONSTRUCTOR, byte[].class),
          overload(InputStreamReader.class, CONSTRUCTOR, InputStream.class),
          access -> to(FileReader.class, CONSTRUCTOR).test(access) && !namesCharset(access),
          access -> to(FileWriter.class, CONSTRUCTOR).test(access) && !namesCharset(access));

  static final ArchRule EXACT_MATH =
      classes()
          .should(
              never(
                  "call Math where StrictMath gives one answer on every JVM",
                  to(Math.class.getName(), INEXACT_MATH)));

  static final ArchRule NO_UNSEEDED_RANDOM =
      classes().should(never("ask for unseeded randomness", UNSEEDED));

  static final ArchRule NO_RANDOM =
      readOnlyIn(
          NEW_IDS,
          "randomness",
          anyOf(
              UNSEEDED,
              anythingOf("java.util.Random", "java.util.SplittableRandom"),
              access -> access.getTargetOwner().getPackageName().equals("java.util.random")));

  static final ArchRule NO_DEFAULTS_OF_THE_MACHINE =
      classes()
          .should(never("take a locale, character set or zone from the machine", OF_THIS_MACHINE));

  static final ArchRule NO_IDENTITY_ORDER =
      classes()
          .should(
              never(
                  "depend on identity or on the order of other threads",
                  anyOf(
                      to(System.class, "identityHashCode"),
                      access -> access.getTarget().getName().equals("parallelStream"),
                      access ->
                          access.getTarget().getName().equals("parallel")
                              && access
                                  .getTargetOwner()
                                  .getPackageName()
                                  .equals("java.util.stream"))));

  private DeterminismRules() {}

  /** The rule that a clock is read in some top-level classes and nowhere else. */
  static ArchRule readOnlyIn(Set<String> places, String clock, AccessKind reading) {
    return classes()
        .should(
            never(
                "read " + clock + " but in " + places,
                access ->
                    reading.test(access) && !places.contains(place(access.getOriginOwner()))));
  }

  /** The name of the top-level class that a class stands in. */
  static String place(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static boolean isNow(JavaAccess<?> access) {
    return access.getTargetOwner().getPackageName().startsWith("java.time")
        && access.getTarget().getName().equals("now");
  }

  private static boolean namesCharset(JavaAccess<?> access) {
    return parameters(access).contains(Charset.class.getName());
  }
}
