package io.tickcast.architecture;

import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file of the checkout.
 *
 * @param module the folder of its module
 * @param path from the root of the checkout
 * @param text all of it
 */
record SourceFile(String module, String path, String text) {
  /** Literals first, so that what looks like a comment in one is none, and the other way round. */
  private static final Pattern SKIPPED =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)+'"
              + "|//[^\n]*|/\\*(?s:.*?)\\*/");

  boolean isTest() {
    return path.contains("/src/test/");
  }

  boolean isPackageInfo() {
    return path.endsWith("package-info.java");
  }

  long lines() {
    return text.lines().count();
  }

  /** The text with comments, strings and characters blanked out; lines stay where they are. */
  String code() {
    return blank(SKIPPED.matcher(text), match -> true);
  }

  /** The text with strings and characters blanked out; comments stay. */
  String codeAndComments() {
    return blank(SKIPPED.matcher(text), match -> !match.group().startsWith("/"));
  }

  private static String blank(Matcher matcher, Predicate<MatchResult> wanted) {
    return matcher.replaceAll(
        match ->
            Matcher.quoteReplacement(
                wanted.test(match) ? match.group().replaceAll("[^\n]", " ") : match.group()));
  }

  /** Where a pattern matches the code, as {@code file:line: text}. */
  Stream<String> places(Pattern pattern) {
    return places(code(), pattern);
  }

  /** Where a pattern matches a variant of the text. */
  Stream<String> places(String variant, Pattern pattern) {
    return pattern
        .matcher(variant)
        .results()
        .map(match -> path + ":" + line(match.start()) + ": " + firstLine(match.start()));
  }

  int line(int offset) {
    return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }

  private String firstLine(int offset) {
    return text.substring(offset).lines().findFirst().orElse("").strip();
  }
}
