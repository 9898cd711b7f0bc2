package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML 1.2 file as nodes with lines. Values stay text: what they mean is for the setting to
 * say, so that {@code model_version: 1.10} does not become the number 1.1.
 */
final class YamlFile {
  private static final int LONGEST_BYTES = 1 << 20;
  private static final int DEEPEST = 32;
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

  private final String name;
  private final List<Fault> faults;
  private final LoadSettings settings;

  private YamlFile(String name, List<Fault> faults) {
    this.name = name;
    this.faults = faults;
    this.settings = LoadSettings.builder().setLabel(name).setCodePointLimit(LONGEST_BYTES).build();
  }

  /**
   * Reads a file.
   *
   * @param file of UTF-8, up to 1 MiB
   * @param faults takes what is wrong with it
   * @return its settings; those that could be read when there are faults
   * @throws InferenceException (NOT_FOUND, RESOURCE_UNAVAILABLE) when it can not be read at all
   */
  static ConfigNode.Block read(Path file, List<Fault> faults) {
    String name = file.toString();
    ConfigNode.Block nothing = new ConfigNode.Block(Map.of(), 1);
    String text;
    try {
      if (!Files.isRegularFile(file)) {
        throw new InferenceException(
            ErrorCode.NOT_FOUND,
            name + ": expected a configuration file, found " + Paths.described(file));
      }
      if (Files.size(file) > LONGEST_BYTES) {
        faults.add(
            new Fault(
                new Place(name, 0),
                "expected at most " + LONGEST_BYTES + " bytes, found " + Files.size(file)));
        return nothing;
      }
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      faults.add(new Fault(new Place(name, 0), "expected UTF-8, found other bytes"));
      return nothing;
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          name + ": expected a readable file, found " + Failures.described(e),
          e);
    }
    return new YamlFile(name, faults).parsed(text).orElse(nothing);
  }

  private Optional<ConfigNode.Block> parsed(String text) {
    try {
      if (!shallow(text)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty() || isEmpty(root.get())) {
        return Optional.empty();
      }
      ConfigNode node = converted(root.get());
      if (node instanceof ConfigNode.Block block) {
        return Optional.of(block);
      }
      fault(node.line(), "expected settings such as 'http:', found " + node.described());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      fault(
          line,
          "expected YAML, found a fault: " + Failures.oneLine(String.valueOf(e.getProblem())));
    } catch (YamlEngineException e) {
      fault(0, "expected YAML, found a fault: " + Failures.oneLine(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** The composer recurses, and an alias can make a document endless: both are refused before. */
  private boolean shallow(String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> {
          fault(line(event.getStartMark()), "expected the value itself, found an alias (*name)");
          return false;
        }
        default -> {}
      }
      if (depth > DEEPEST) {
        fault(
            line(event.getStartMark()),
            "expected at most " + DEEPEST + " levels of nesting, found more");
        return false;
      }
    }
    return true;
  }

  private ConfigNode converted(Node node) {
    int line = line(node.getStartMark());
    if (node instanceof MappingNode mapping) {
      return block(mapping, line);
    }
    if (node instanceof SequenceNode sequence) {
      List<ConfigNode> nodes = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        nodes.add(converted(item));
      }
      return new ConfigNode.Items(nodes, line);
    }
    ScalarNode scalar = (ScalarNode) node;
    if (!PLAIN_TAGS.contains(scalar.getTag())) {
      fault(line, "expected a plain value, found the tag " + scalar.getTag().getValue());
    }
    return new ConfigNode.Value(scalar.getValue(), isEmpty(scalar), line);
  }

  private ConfigNode.Block block(MappingNode mapping, int line) {
    Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int at = line(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        fault(at, "expected the name of a setting, found a list or a block");
        continue;
      }
      ConfigNode.Entry before = entries.get(key.getValue());
      if (before != null) {
        fault(
            at,
            "expected '"
                + key.getValue()
                + "' once, found it again (first on line "
                + before.line()
                + ")");
        continue;
      }
      entries.put(key.getValue(), new ConfigNode.Entry(at, converted(tuple.getValueNode())));
    }
    return new ConfigNode.Block(entries, line);
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(found -> found.getLine() + 1).orElse(0);
  }

  private void fault(int line, String text) {
    faults.add(new Fault(new Place(name, line), text));
  }
}
