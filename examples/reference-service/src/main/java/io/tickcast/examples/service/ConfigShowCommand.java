package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows every setting in force with where it comes from. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows every setting in force, and whether default, file or environment set it. Of a running",
      "service: its operational settings, what set each of them (the hub with its version too),",
      "which may change while it runs, and the updates that it refused last."
    })
final class ConfigShowCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ConfigInput input = new ConfigInput();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A running service, such as http://127.0.0.1:8010, instead of a file.")
  private @Nullable String url;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ConfigShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    if (url != null) {
      input.requireNone("--url");
      ofService(new ServiceClient(url).get("/api/v1/status").path("config"));
    } else {
      ofFile(ConfigReader.read(input.file(), session.environment(), Map.of()));
    }
    return 0;
  }

  private void ofService(JsonNode config) {
    if (json) {
      session.console().line(config.toString());
      return;
    }
    ConfigInForce.lines(config).forEach(session.console()::line);
  }

  private void ofFile(LoadedConfig loaded) throws IOException {
    String id = loaded.valid().operational().id();
    if (json) {
      session.console().line(new ObjectMapper().writeValueAsString(object(loaded, id)));
      return;
    }
    List<String[]> rows =
        loaded.effective().stream()
            .map(
                setting ->
                    new String[] {setting.path(), setting.value(), setting.origin().toString()})
            .toList();
    Columns.aligned(rows).forEach(session.console()::line);
    session.console().line("operational config id " + id);
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
