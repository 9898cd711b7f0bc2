package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomsTest {
  /** Modules that have no classes for others. */
  private static final Set<String> NO_ROOMS = Set.of("bom", "benchmarks", "architecture-tests");

  @Test
  void rooms_inThisTable_areTheModulesOfTheBuild() {
    Set<String> expected = new TreeSet<>(Room.modules());
    expected.addAll(NO_ROOMS);
    assertThat(Checkout.modules()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource
  void room_eachOne_isOnTheClassPath(Room room) {
    assertThat(Rooms.of(room)).filteredOn(type -> !isPackageInfo(type)).isNotEmpty();
  }

  @Test
  void package_eachOne_belongsToARoom() {
    assertThat(Rooms.all())
        .extracting(JavaClass::getPackageName)
        .filteredOn(name -> Room.of(name).isEmpty())
        .isEmpty();
  }

  @Test
  void package_eachOne_standsInOneModuleOfItsName() {
    Map<String, Set<String>> origins = grouped(JavaClass::getPackageName, Rooms::origin);
    assertThat(origins).hasSizeGreaterThanOrEqualTo(Room.values().length);
    origins.forEach(
        (name, places) -> {
          assertThat(places).as("modules with package %s", name).hasSize(1);
          assertThat(places)
              .as("module of package %s", name)
              .allMatch(
                  place -> place.contains("/" + Room.of(name).orElseThrow().artifact() + "/"));
        });
  }

  @Test
  void module_eachOne_hasOnePackage() {
    grouped(Rooms::origin, JavaClass::getPackageName)
        .forEach((place, names) -> assertThat(names).as("packages in %s", place).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource
  void module_ofEachRoom_isNamedAsItsPackage(Room room) {
    assertThat(Checkout.pom(room.module()))
        .contains("<artifactId>" + room.artifact() + "</artifactId>")
        .contains("<module.name>" + room.packageName() + "</module.name>");
  }

  private static Map<String, Set<String>> grouped(
      Function<JavaClass, String> key, Function<JavaClass, String> value) {
    Map<String, Set<String>> groups = new TreeMap<>();
    for (JavaClass type : Rooms.all()) {
      groups.computeIfAbsent(key.apply(type), k -> new TreeSet<>()).add(value.apply(type));
    }
    return groups;
  }

  @ParameterizedTest
  @EnumSource
  void package_ofEachRoom_isNullMarked(Room room) {
    assertThat(Rooms.of(room))
        .filteredOn(RoomsTest::isPackageInfo)
        .hasSize(1)
        .allMatch(info -> info.isAnnotatedWith(NullMarked.class));
  }

  private static boolean isPackageInfo(JavaClass type) {
    return type.getSimpleName().equals("package-info");
  }

  @Test
  void arrows_betweenRooms_pointDown() {
    RoomRules.ARROWS.check(Rooms.all());
  }

  @Test
  void api_always_standsOnJavaAndJSpecifyAlone() {
    RoomRules.API_ALONE.check(Rooms.of(Room.API));
  }
}
