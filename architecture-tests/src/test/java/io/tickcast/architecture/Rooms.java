package io.tickcast.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.function.Predicate;

/** The compiled classes of all rooms, read once. */
final class Rooms {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tickcast");

  private Rooms() {}

  static JavaClasses all() {
    return ALL;
  }

  static JavaClasses of(Room room) {
    return where(room.artifact(), room::equals);
  }

  /** The classes of some rooms. */
  static JavaClasses of(Set<Room> rooms) {
    return where(rooms.toString(), rooms::contains);
  }

  private static JavaClasses where(String name, Predicate<Room> wanted) {
    return ALL.that(
        DescribedPredicate.describe(
            "in " + name, type -> Room.of(type.getPackageName()).filter(wanted).isPresent()));
  }

  /**
   * Where a class was read from: a folder of classes or a jar, with a slash after its name.
   *
   * <p>{@code jar:file:/m2/core-1.jar!/io/tickcast/A.class} comes from {@code /m2/core-1.jar/}.
   */
  static String origin(JavaClass type) {
    String uri = type.getSource().orElseThrow().getUri().toString();
    String path = uri.substring(uri.indexOf('/')).replace(".jar!/", ".jar/");
    String file = type.getName().replace('.', '/') + ".class";
    return path.substring(0, path.length() - file.length());
  }
}
