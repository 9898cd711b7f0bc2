package io.tickcast.examples.service;

import io.tickcast.api.InferenceException;
import io.tickcast.core.Binding;
import io.tickcast.core.RegistrySettings;
import io.tickcast.core.VersionChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the list of bindings, and how the registry of models behaves. */
final class ModelsReader {
  private static final SettingType<VersionChoice> CHOICE =
      new SettingType<>(
          "1.2.3, latest, status:production, only, or file:PATH",
          ModelsReader::choice,
          VersionChoice::code);

  private ModelsReader() {}

  /**
   * What a configuration says of models beside which files there are.
   *
   * @param bindings which model serves what; empty when {@code model_config} alone says it
   * @param registry how the registry behaves
   * @param adminTokenFile holds what calls that change something have to show; absent when the
   *     environment has it, or nobody may
   */
  record Models(List<Binding> bindings, RegistrySettings registry, Optional<Path> adminTokenFile) {
    /** Copies the list. */
    Models {
      bindings = List.copyOf(bindings);
    }
  }

  /**
   * Reads them.
   *
   * @param root the whole configuration
   * @param models its section {@code models}
   * @param autoReload of {@code model_config}
   * @param paths resolves the file of the token
   */
  static Models read(
      ConfigSection root, ConfigSection models, boolean autoReload, ConfigPaths paths) {
    List<Binding> bindings = bindings(root);
    RegistrySettings d = RegistrySettings.defaults();
    RegistrySettings registry =
        models.build(
            () ->
                new RegistrySettings(
                    autoReload,
                    models.value("reload_interval", SettingType.TIME_SPAN, d.reloadInterval()),
                    models.value("hot_versions", SettingType.WHOLE_NUMBER, d.hotVersions()),
                    autoReload || !bindings.isEmpty(),
                    models.value("warm_up", SettingType.TIME_SPAN, d.warmUpLongest()),
                    models.value("challenger_budget", SettingType.TIME_SPAN, d.challengerBudget())),
            d);
    ConfigSection http = root.section("http");
    Optional<Path> token =
        http.optional("admin_token_file", SettingType.TEXT, "the variable TICKCAST_ADMIN_TOKEN")
            .map(
                text ->
                    paths.resolve(
                        http, "admin_token_file", text, http.placeOf("admin_token_file")));
    return new Models(bindings, registry, token);
  }

  private static List<Binding> bindings(ConfigSection root) {
    List<Binding> bindings = new ArrayList<>();
    Place last = root.place();
    for (ConfigSection block : root.sections("bindings")) {
      binding(block).ifPresent(bindings::add);
      block.refuseUnknown();
      last = block.place();
    }
    try {
      return Binding.together(bindings);
    } catch (InferenceException e) {
      root.fault(last, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static Optional<VersionChoice> choice(String text) {
    try {
      return Optional.of(VersionChoice.parse(text));
    } catch (InferenceException e) {
      return Optional.empty();
    }
  }

  private static Optional<Binding> binding(ConfigSection block) {
    Optional<String> name = block.required("name", SettingType.TEXT);
    List<String> symbols = texts(block, "symbols");
    List<String> timeframes = texts(block, "timeframes");
    String model = block.value("model", SettingType.TEXT, "");
    Optional<VersionChoice> version = block.required("version", CHOICE);
    Optional<VersionChoice> challenger = block.optional("challenger", CHOICE, "none");
    if (name.isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Binding(name.get(), symbols, timeframes, model, version.get(), challenger));
    } catch (InferenceException e) {
      block.fault(block.place(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<String> texts(ConfigSection block, String key) {
    return block.list(key, SettingType.TEXT, List.of("*")).stream()
        .map(ConfigSection.Located::value)
        .toList();
  }
}
