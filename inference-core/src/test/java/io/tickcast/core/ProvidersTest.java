package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.SignalSinkProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
  private static final ClassLoader OURS = ProvidersTest.class.getClassLoader();
  private static final ClassLoader NO_SERVICES = ClassLoader.getPlatformClassLoader();

  @TempDir Path folder;

  @Test
  void find_ourOwnServices_areThere() {
    assertThat(Providers.find(ProviderKind.STORES, OURS, List.of()).named("files"))
        .isInstanceOf(FilesStoreProvider.class);
    assertThat(Providers.find(ProviderKind.SOURCES, OURS, List.of()).named("recording"))
        .isInstanceOf(RecordedSourceProvider.class);
    assertThat(Providers.find(ProviderKind.SINKS, OURS, List.of()).named("jsonl"))
        .isInstanceOf(JsonLinesSinkProvider.class);
  }

  @Test
  void named_knownElsewhere_saysTheArtifactToAdd() {
    assertNotFound(
        () ->
            Providers.find(ProviderKind.SINKS, OURS, List.<SignalSinkProvider>of()).named("kafka"),
        message ->
            assertThat(message)
                .startsWith("expected a signal sink of [")
                .contains("jsonl")
                .endsWith("], found 'kafka'; add io.tickcast:transport-kafka"));
    assertNotFound(
        () ->
            Providers.find(ProviderKind.SOURCES, OURS, List.<FeatureSourceProvider>of())
                .named("nats"),
        message -> assertThat(message).endsWith("; add io.tickcast:transport-nats"));
  }

  @Test
  void named_misspelt_suggestsTheNearest() {
    assertNotFound(
        () ->
            Providers.find(ProviderKind.STORES, OURS, List.<CheckpointStoreProvider>of())
                .named("file"),
        message -> assertThat(message).endsWith("found 'file' (did you mean 'files'?)"));
  }

  @Test
  void find_brokenOnes_doNotHideTheOthersAndAreShownInAMiss() throws IOException {
    try (URLClassLoader loader =
        services("Throwing", "Missing", "Unlinked", "Nameless", "Misnamed", "Newer", "Good")) {
      Providers<ModelProvider> providers = models(loader, List.of());
      assertThat(providers.all()).extracting(ModelProvider::name).contains("good");
      assertThat(providers.broken()).hasSize(6);
      assertNotFound(
          () -> providers.named("throwing"),
          message ->
              assertThat(message)
                  .contains("found 'throwing'; left out: ")
                  .contains("FakeBackends$Throwing")
                  .contains("IllegalStateException: no licence found")
                  .contains("FakeBackends$Missing not found")
                  .contains("UnsatisfiedLinkError: libfoo.so")
                  .contains("FakeBackends$Nameless: expected a name and a version, found")
                  .contains("expected a name of [a-z0-9-]+, found 'Mis Named'")
                  .contains(
                      "'newer' (io.tickcast.core.FakeBackends$Newer): expected version 1 to 1"
                          + " of the SPI, found 2")
                  .doesNotContain("\n"));
    }
  }

  @Test
  void find_twoClassesOfOneName_isAConflict() throws IOException {
    try (URLClassLoader loader = services("Good", "Rival")) {
      assertConflict(() -> models(loader, List.of()));
    }
    try (URLClassLoader loader = services("Rival")) {
      assertConflict(() -> models(loader, List.of(new FakeBackends.Good())));
    }
    assertConflict(
        () -> models(NO_SERVICES, List.of(new FakeBackends.Good(), new FakeBackends.Rival())));
    assertConflict(
        () -> models(NO_SERVICES, List.of(new FakeBackends.Good(), new FakeBackends.Good())));
  }

  @Test
  void find_sameClassTwice_isOne() throws IOException {
    FakeBackends.Good explicit = new FakeBackends.Good();
    try (URLClassLoader loader = services("Good", "Good")) {
      assertThat(models(loader, List.of()).named("good")).isInstanceOf(FakeBackends.Good.class);
      assertThat(models(loader, List.of(explicit, explicit)).named("good")).isSameAs(explicit);
    }
  }

  @Test
  void find_sameClassOfTwoLoaders_isOne() throws IOException {
    FakeBackends.Good explicit = new FakeBackends.Good();
    writeServices("Good");
    try (URLClassLoader loader = new OwnCopy(folder.toUri().toURL())) {
      ModelProvider other = models(loader, List.of()).named("good");
      assertThat(other).isNotInstanceOf(FakeBackends.Good.class);
      assertThat(models(loader, List.of(explicit)).named("good")).isSameAs(explicit);
    }
  }

  @Test
  void find_unusableExplicit_isRefusedByName() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> models(NO_SERVICES, List.of(new FakeBackends.Newer())))
        .withMessage(
            "'newer' (io.tickcast.core.FakeBackends$Newer): expected version 1 to 1 of the SPI,"
                + " found 2")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @Test
  void find_loaderThatCanNotBeRead_comesToAnEnd() {
    ClassLoader broken =
        new ClassLoader(OURS) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk gone");
          }
        };
    assertThat(models(broken, List.of(new FakeBackends.Good())).named("good")).isNotNull();
    assertThat(models(broken, List.of()).broken())
        .allSatisfy(fault -> assertThat(fault).contains("disk gone"));
  }

  private static Providers<ModelProvider> models(ClassLoader loader, List<ModelProvider> explicit) {
    return Providers.find(ProviderKind.MODELS, loader, explicit);
  }

  private URLClassLoader services(String... classes) throws IOException {
    writeServices(classes);
    return new OnlyItsServices(folder.toUri().toURL());
  }

  /** Sees all of our classes, and no services but its own. */
  private static class OnlyItsServices extends URLClassLoader {
    OnlyItsServices(URL services) {
      super(new URL[] {services}, OURS);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }

  private void writeServices(String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    List<String> lines =
        List.of(classes).stream().map(name -> FakeBackends.class.getName() + "$" + name).toList();
    Files.write(services.resolve(ModelProvider.class.getName()), lines);
  }

  /** Defines the fakes itself, as an application server's loaders do. */
  private static final class OwnCopy extends OnlyItsServices {
    OwnCopy(URL services) {
      super(services);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null || !name.startsWith(FakeBackends.class.getName())) {
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static void assertNotFound(Runnable call, Consumer<String> message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .satisfies(e -> message.accept(e.getMessage()));
  }

  private static void assertConflict(Runnable call) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
        .withMessageStartingWith("expected one model backend named 'good', found ")
        .withMessageContaining("FakeBackends$Good");
  }
}
