package io.tickcast.examples.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Brings the descriptions of commands to a form that wraps well. <i>Stateless.</i> */
final class HelpTexts {
  private static final Pattern FIRST_SENTENCE = Pattern.compile("^(.*?\\.) +(.*)$", Pattern.DOTALL);

  private HelpTexts() {}

  /**
   * Makes two paragraphs of each description: the first sentence, which lists of commands show
   * alone, and the rest.
   */
  static void arrange(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    String all = String.join(" ", usage.description());
    Matcher parts = FIRST_SENTENCE.matcher(all);
    usage.description(
        parts.matches() ? new String[] {parts.group(1), parts.group(2)} : new String[] {all});
    line.getSubcommands().values().forEach(HelpTexts::arrange);
  }
}
