package io.tickcast.examples.service;

import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lays out the help of a command and of all below it: the first sentence of a description stands
 * alone, because lists of commands show nothing but that, and lines break at the width of the help,
 * not where the source has them.
 */
final class HelpText {
  private static final int WIDTH = 96;
  private static final String END = ". ";

  private HelpText() {}

  static void arrange(CommandLine line) {
    line.setUsageHelpWidth(WIDTH);
    arrangeAll(line);
  }

  private static void arrangeAll(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.description(sentences(String.join(" ", usage.description())));
    line.getSubcommands().values().forEach(HelpText::arrangeAll);
  }

  private static String[] sentences(String text) {
    int end = text.indexOf(END);
    return end < 0
        ? new String[] {text}
        : new String[] {text.substring(0, end + 1), text.substring(end + END.length())};
  }
}
