package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows every setting in force with where it comes from. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows every setting in force, and whether default, file or environment set it.")
final class ConfigShowCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ConfigInput input = new ConfigInput();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ConfigShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    LoadedConfig loaded = ConfigReader.read(input.file(), session.environment(), Map.of());
    String id = loaded.valid().operational().id();
    if (json) {
      session.console().line(new ObjectMapper().writeValueAsString(object(loaded, id)));
      return 0;
    }
    int width = loaded.effective().stream().mapToInt(s -> s.path().length()).max().orElse(1);
    int values = loaded.effective().stream().mapToInt(s -> s.value().length()).max().orElse(1);
    String format = "%-" + width + "s  %-" + Math.max(1, Math.min(values, 32)) + "s  %s";
    for (EffectiveSetting setting : loaded.effective()) {
      session
          .console()
          .line(
              String.format(
                  Locale.ROOT, format, setting.path(), setting.value(), setting.origin()));
    }
    session.console().line("operational config id " + id);
    return 0;
  }

  private static ObjectNode object(LoadedConfig loaded, String id) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("file", loaded.file());
    object.put("config_id", id);
    ArrayNode settings = object.putArray("settings");
    for (EffectiveSetting setting : loaded.effective()) {
      settings
          .addObject()
          .put("path", setting.path())
          .put("value", setting.value())
          .put("origin", setting.origin().toString());
    }
    return object;
  }
}
