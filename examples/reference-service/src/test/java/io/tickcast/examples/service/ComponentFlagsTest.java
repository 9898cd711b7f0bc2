package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What flags such as {@code --nats} make of sources and sinks. */
class ComponentFlagsTest {
  private static final Place NATS = Place.flag("--nats");
  private static final Map<String, ConfigScope.Layered> FLAGS =
      Map.of(
          "sources.nats.url", new ConfigScope.Layered("nats://a:1", NATS),
          "sinks.nats.url", new ConfigScope.Layered("nats://a:1", NATS));

  @TempDir private Path folder;

  @Test
  void flag_withoutSuchAComponent_makesOneOfItsType() {
    LoadedConfig loaded = ConfigReader.withoutFile(Map.of(), FLAGS);
    ServiceConfig config = loaded.valid();
    assertThat(config.sources())
        .containsExactly(component("nats", Map.of("url", "nats://a:1"), NATS));
    assertThat(config.sinks())
        .containsExactly(component("nats", Map.of("url", "nats://a:1"), NATS));
    assertThat(loaded.effective())
        .contains(new EffectiveSetting("sources.nats.url", "nats://a:1", NATS));
  }

  @Test
  void flag_withSuchComponents_setsTheAddressOfEach() throws IOException {
    LoadedConfig loaded =
        read(
            """
            sources:
              - {name: main, type: nats, url: "nats://file:1", user: me, password: hunter2}
              - {name: more, type: nats}
              - {name: other, type: recording, file: a.rec}
            """,
            Map.of());
    assertThat(loaded.valid().sources())
        .satisfiesExactly(
            main ->
                assertThat(main.options())
                    .isEqualTo(Map.of("url", "nats://a:1", "user", "me", "password", "hunter2")),
            more -> assertThat(more.options()).isEqualTo(Map.of("url", "nats://a:1")),
            other -> assertThat(other.options()).containsOnlyKeys("file"));
    assertThat(loaded.effective())
        .contains(new EffectiveSetting("sources[0].url", "nats://a:1", NATS))
        .noneMatch(setting -> setting.value().contains("nats://file:1"));
  }

  @Test
  void variable_forAComponentThatAFlagMakes_setsItsOtherOptions() {
    Map<String, String> environment =
        Map.of("TICKCAST_SINKS_NATS_PASSWORD", "hunter2", "TICKCAST_SINKS_NATS_URL", "nats://b:2");
    LoadedConfig loaded = ConfigReader.withoutFile(environment, FLAGS);
    assertThat(loaded.valid().sinks().get(0).options())
        .isEqualTo(Map.of("url", "nats://a:1", "password", "hunter2"));
    assertThat(loaded.effective().toString()).doesNotContain("hunter2");
  }

  @Test
  void flag_whoseTypeIsTheNameOfAnother_isAFault() throws IOException {
    LoadedConfig loaded = read("sinks: [{name: NATS, type: jsonl, file: a.jsonl}]\n", Map.of());
    assertThat(loaded.faults())
        .extracting(Fault::toString)
        .containsExactly("--nats: sinks: expected no other one called 'nats', found one");
  }

  @Test
  void folderOfModels_asAFlag_isMeantInsteadOfTheFilesOfTheConfiguration() throws IOException {
    Path file = Files.createFile(folder.resolve("model.json"));
    String text = "models: {files: [" + file.getFileName() + "]}\n";
    assertThat(read(text, Map.of()).valid().selection().files()).containsExactly(file);
    ConfigScope.Layered models = new ConfigScope.Layered(folder.toString(), Place.flag("--models"));
    ServiceConfig.ModelSelection selection =
        ConfigReader.read(folder.resolve("a.yaml"), Map.of(), Map.of("models.folder", models))
            .valid()
            .selection();
    assertThat(selection.folder()).isEqualTo(folder);
    assertThat(selection.files()).isEmpty();
  }

  private static ServiceConfig.Component component(
      String type, Map<String, String> options, Place place) {
    return new ServiceConfig.Component(type, type, options, place);
  }

  private LoadedConfig read(String text, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), text);
    return ConfigReader.read(file, environment, FLAGS);
  }
}
