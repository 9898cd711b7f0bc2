package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a configuration with everything that would refuse it, short of connecting. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Checks a configuration file with the environment and prints every fault.")
final class ConfigCheckCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ConfigInput input = new ConfigInput();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ConfigCheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    LoadedConfig loaded =
        Components.checked(ConfigReader.read(input.file(), session.environment(), Map.of()));
    if (json) {
      session.console().line(new ObjectMapper().writeValueAsString(object(loaded)));
    } else {
      loaded.faults().forEach(fault -> session.console().line(fault.toString()));
    }
    ServiceConfig config = loaded.valid();
    if (!json) {
      session
          .console()
          .line(
              loaded.file()
                  + ": no faults in "
                  + loaded.effective().size()
                  + " settings; operational config id "
                  + config.operational().id());
    }
    return 0;
  }

  private static ObjectNode object(LoadedConfig loaded) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("file", loaded.file());
    object.put("settings", loaded.effective().size());
    ArrayNode faults = object.putArray("faults");
    for (Fault fault : loaded.faults()) {
      faults
          .addObject()
          .put("place", fault.place().source())
          .put("line", fault.place().line())
          .put("fault", fault.text());
    }
    return object;
  }
}
