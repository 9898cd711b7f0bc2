package io.tickcast.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurfaceTest {
  private static final int MOST_TYPES_BESIDE_PROVIDERS = 2;

  @Test
  void signature_public_takesAndGivesNoFloat() {
    SurfaceRules.NO_FLOAT.check(Rooms.all());
  }

  @Test
  void interface_thatAdaptersImplement_isSmall() {
    JavaClasses api = Rooms.of(Room.API);
    Set<String> names = SurfaceRules.implementedByAdapters(api);
    assertThat(names)
        .contains(
            "io.tickcast.api.ModelProvider",
            "io.tickcast.api.Model",
            "io.tickcast.api.Predictor",
            "io.tickcast.api.Explainer",
            "io.tickcast.api.FeatureSource",
            "io.tickcast.api.FeatureHistory",
            "io.tickcast.api.SignalSink",
            "io.tickcast.api.CheckpointStore");
    SurfaceRules.SMALL_INTERFACES.check(
        api.that(
            DescribedPredicate.describe("adapters implement", t -> names.contains(t.getName()))));
  }

  static Stream<Room> adapters() {
    return Stream.of(Room.values()).filter(Room::isAdapter);
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void adapter_always_exportsItsProvidersAndLittleElse(Room room) {
    List<String> exported =
        Rooms.of(room).stream()
            .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(PUBLIC))
            .map(JavaClass::getSimpleName)
            .toList();
    assertThat(exported).isNotEmpty();
    assertThat(exported)
        .filteredOn(name -> !name.endsWith("Provider"))
        .hasSizeLessThanOrEqualTo(MOST_TYPES_BESIDE_PROVIDERS);
  }
}
