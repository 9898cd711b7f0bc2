package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tickcast.api.ModelProvider;
import java.lang.reflect.Modifier;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** What holds for a provider of any kind. */
final class ProviderRules {
  private ProviderRules() {}

  static void nameIsConstant(Supplier<String> name, Supplier<String> ofAnother) {
    assertThat(name.get()).as("name").matches("[a-z0-9-]+");
    assertThat(name.get()).as("name, asked again").isEqualTo(name.get());
    assertThat(ofAnother.get()).as("name of another instance").isEqualTo(name.get());
  }

  static void spiVersionIsKnown(int version) {
    assertThat(version)
        .as("spiVersion, the version that the provider was compiled against")
        .isBetween(1, ModelProvider.SPI_VERSION);
  }

  static void hasPublicConstructor(Class<?> provider) {
    assertThat(Modifier.isPublic(provider.getModifiers()))
        .as("%s is public", provider.getName())
        .isTrue();
    assertThatCode(() -> provider.getConstructor().newInstance())
        .as("public constructor of %s without arguments", provider.getName())
        .doesNotThrowAnyException();
  }

  static <S> void isFoundByServiceLoader(Class<S> spi, Class<?> provider) {
    assertThat(ServiceLoader.load(spi, provider.getClassLoader()).stream())
        .as("providers in META-INF/services/%s", spi.getName())
        .anyMatch(found -> found.type().equals(provider));
  }
}
