package io.tickcast.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.SignalSinkProvider;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  private static List<JavaClass> implementing(Class<?> spi) {
    return Rooms.all().stream()
        .filter(type -> type.isAssignableTo(spi))
        .filter(type -> !type.getModifiers().contains(ABSTRACT) && !type.isAnonymousClass())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ModelProvider.class,
        FeatureSourceProvider.class,
        SignalSinkProvider.class,
        CheckpointStoreProvider.class
      })
  void provider_eachOne_isFoundByServiceLoader(Class<?> spi) {
    Set<String> found =
        ServiceLoader.load(spi).stream().map(p -> p.type().getName()).collect(Collectors.toSet());
    assertThat(implementing(spi)).isNotEmpty();
    assertThat(implementing(spi)).extracting(JavaClass::getName).isSubsetOf(found);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ModelProvider.class,
        FeatureSourceProvider.class,
        SignalSinkProvider.class,
        CheckpointStoreProvider.class
      })
  void provider_eachOne_isPublicWithAPublicConstructorWithoutArguments(Class<?> spi)
      throws NoSuchMethodException {
    for (JavaClass provider : implementing(spi)) {
      Class<?> type = provider.reflect();
      assertThat(Modifier.isPublic(type.getModifiers())).as(type.getName()).isTrue();
      assertThat(type.getConstructor()).as(type.getName()).isNotNull();
    }
  }

  @Test
  void modelProvider_eachOne_hasANameOfItsOwn() {
    List<String> names =
        ServiceLoader.load(ModelProvider.class).stream().map(p -> p.get().name()).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
  }
}
