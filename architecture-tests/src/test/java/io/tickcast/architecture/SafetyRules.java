package io.tickcast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.tickcast.architecture.Accesses.anyOf;
import static io.tickcast.architecture.Accesses.anythingOf;
import static io.tickcast.architecture.Accesses.never;
import static io.tickcast.architecture.Accesses.overload;
import static io.tickcast.architecture.Accesses.to;
import static io.tickcast.architecture.ShapeRules.each;

import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;

/** Rules that keep data from being executed, and a library from acting like a program. */
final class SafetyRules {
  static final ArchRule NO_JAVA_SERIALIZATION =
      classes()
          .should(
              never(
                  "read or write serialized objects",
                  anyOf(
                      to(ObjectInputStream.class),
                      to(ObjectOutputStream.class),
                      access -> access.getTargetOwner().isAssignableTo(ObjectInputStream.class))));

  /** What stands in a file must never become code. */
  static final ArchRule NO_CODE_FROM_NAMES =
      classes()
          .should(
              never(
                  "make code or a process of a name, or reach below Java",
                  anyOf(
                      to(Class.class, "forName"),
                      to(ClassLoader.class, "loadClass", "defineClass"),
                      to(Runtime.class, "exec"),
                      to(ProcessBuilder.class),
                      anythingOf("sun.misc.Unsafe", "jdk.internal.misc.Unsafe"),
                      to(
                          "java.lang.invoke.MethodHandles$Lookup",
                          Set.of("defineClass", "findClass")),
                      access -> access.getTargetOwner().getPackageName().equals("javax.script"))));

  static final ArchRule NO_FINALIZERS =
      classes()
          .should(
              each(
                  "have no finalizer",
                  type ->
                      type.getMethods().stream()
                          .filter(method -> method.getName().equals("finalize"))
                          .map(method -> method.getFullName() + " is a finalizer")));

  static final ArchRule SLF4J_ONLY =
      classes()
          .should(
              never(
                  "log by anything but slf4j",
                  access ->
                      Set.of(
                              "java.util.logging",
                              "org.apache.commons.logging",
                              "org.apache.logging.log4j")
                          .contains(access.getTargetOwner().getPackageName())));

  /** A library neither prints nor ends the process of the program that it is part of. */
  static final ArchRule NO_PROGRAM =
      classes()
          .should(
              never(
                  "print, or end the process",
                  anyOf(
                      to(System.class, "out", "err", "in", "exit", "setOut", "setErr"),
                      to(Runtime.class, "exit", "halt"),
                      access -> access.getTarget().getName().equals("printStackTrace"),
                      overload(Thread.class, "dumpStack"))));

  static final ArchRule NO_OLD_THREAD_CONTROL =
      classes()
          .should(
              never(
                  "stop threads by force, or sleep",
                  to(Thread.class, "stop", "suspend", "resume", "sleep")));

  private SafetyRules() {}
}
