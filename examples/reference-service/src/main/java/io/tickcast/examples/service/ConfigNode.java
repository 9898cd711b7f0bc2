package io.tickcast.examples.service;

import java.util.List;
import java.util.Map;

/** A node of a configuration file with the line that it starts on. <i>Immutable.</i> */
sealed interface ConfigNode {
  /** The line in the file, from 1. */
  int line();

  /** What the node is, for messages. */
  String described();

  /**
   * A single value.
   *
   * @param text as it was written, without quotes
   * @param empty whether nothing was written
   */
  record Value(String text, boolean empty, int line) implements ConfigNode {
    @Override
    public String described() {
      return empty ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Items(List<ConfigNode> nodes, int line) implements ConfigNode {
    /** Copies the list. */
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /**
   * Named settings.
   *
   * @param entries in the order of the file
   */
  record Block(Map<String, Entry> entries, int line) implements ConfigNode {
    @Override
    public String described() {
      return "a block of settings";
    }
  }

  /**
   * One setting of a block.
   *
   * @param line the line of its name
   * @param node its value
   */
  record Entry(int line, ConfigNode node) {}
}
