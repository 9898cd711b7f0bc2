package io.tickcast.architecture;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about text that compiled classes do not hold. Each gives the places that break it. */
final class SourceRules {
  static final int MOST_LINES = 400;

  private static final Pattern CATCH_THROWABLE =
      Pattern.compile("catch \\((?:final )?Throwable \\w+\\) \\{");
  private static final Pattern EMPTY_CATCH = Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}");
  private static final Pattern INTERRUPT_OF_OTHERS =
      Pattern.compile("(?<!currentThread\\(\\))\\.interrupt\\(\\)");
  private static final Pattern VIRTUAL =
      Pattern.compile("ofVirtual\\(|startVirtualThread|newVirtualThread|useVirtualThreads = true");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TODO|FIXME|XXX|HACK)\\b");
  private static final Pattern AUTHOR = Pattern.compile("@author|@since|Created by");
  private static final Pattern STAR_IMPORT = Pattern.compile("(?m)^import [^;]*\\*;");
  private static final Pattern MACHINE =
      Pattern.compile("[\"' ](?:/(?:home|root|work|Users)/|C:\\\\)");
  private static final Pattern SLEEP =
      Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(");
  private static final Pattern SWITCHED_OFF = Pattern.compile("@Disabled|@Ignore|@RepeatedIfFails");
  private static final Pattern MOCK = Pattern.compile("mockito|easymock|jmock|@Mock\\b");
  private static final Pattern PRINT =
      Pattern.compile("System\\.(?:out|err)\\b|printStackTrace\\(");
  private static final Pattern UNSEEDED =
      Pattern.compile("new Random\\(\\)|Math\\.random\\(|ThreadLocalRandom|SecureRandom\\(");
  private static final Pattern TEST_METHOD =
      Pattern.compile(
          "@(?:Test|ParameterizedTest|Property|RepeatedTest)\\b(?s:.*?)\\bvoid (\\w+)\\(");
  private static final Pattern THREE_PARTS =
      Pattern.compile("[a-z][A-Za-z0-9]*_[A-Za-z0-9]+_[A-Za-z0-9]+");
  private static final Pattern ASSERTION =
      Pattern.compile("\\bassert|\\.check\\(|\\bfail\\(|\\bisThrownBy\\(|\\bverify");

  private SourceRules() {}

  static Stream<String> tooLong(SourceFile file) {
    return file.lines() > MOST_LINES
        ? Stream.of(file.path() + ": " + file.lines() + " lines")
        : Stream.empty();
  }

  static Stream<String> swallowedThrowables(SourceFile file) {
    String code = file.code();
    return CATCH_THROWABLE
        .matcher(code)
        .results()
        .filter(match -> !block(code, match.end()).contains("throw "))
        .map(match -> file.path() + ":" + file.line(match.start()) + ": does not throw it again");
  }

  /** A comment inside is a reason. */
  static Stream<String> emptyCatches(SourceFile file) {
    return file.places(file.codeAndComments(), EMPTY_CATCH);
  }

  static Stream<String> interruptsOfOthers(SourceFile file) {
    return file.places(INTERRUPT_OF_OTHERS);
  }

  static Stream<String> virtualThreads(SourceFile file) {
    return file.places(VIRTUAL);
  }

  static Stream<String> unfinished(SourceFile file) {
    return file.places(file.codeAndComments(), UNFINISHED);
  }

  static Stream<String> history(SourceFile file) {
    return file.places(file.codeAndComments(), AUTHOR);
  }

  static Stream<String> starImports(SourceFile file) {
    return file.places(STAR_IMPORT);
  }

  static Stream<String> pathsOfAMachine(SourceFile file) {
    return file.places(file.text(), MACHINE);
  }

  static Stream<String> sleeps(SourceFile file) {
    return file.places(SLEEP);
  }

  static Stream<String> switchedOff(SourceFile file) {
    return file.places(SWITCHED_OFF);
  }

  static Stream<String> mocks(SourceFile file) {
    return file.places(MOCK);
  }

  /** A program that a test starts as a process of its own may print; the test may not. */
  static Stream<String> prints(SourceFile file) {
    boolean program = file.code().contains("static void main(");
    return program ? Stream.empty() : file.places(PRINT);
  }

  static Stream<String> unseeded(SourceFile file) {
    return file.places(UNSEEDED);
  }

  static Stream<String> oddTestNames(SourceFile file) {
    return testMethods(file)
        .filter(match -> !THREE_PARTS.matcher(match.group(1)).matches())
        .map(match -> file.path() + ":" + file.line(match.start(1)) + ": " + match.group(1));
  }

  /** A file may keep its assertions in methods that its tests call. */
  static Stream<String> withoutAssertions(SourceFile file) {
    boolean silent =
        testMethods(file).findAny().isPresent() && !ASSERTION.matcher(file.code()).find();
    return silent ? Stream.of(file.path() + ": tests without an assertion") : Stream.empty();
  }

  static Stream<MatchResult> testMethods(SourceFile file) {
    return TEST_METHOD.matcher(file.code()).results();
  }

  /** From behind an opening brace to the one that closes it. */
  private static String block(String code, int start) {
    int depth = 1;
    int end = start;
    while (depth > 0 && end < code.length()) {
      char c = code.charAt(end++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return code.substring(start, end);
  }

  /** Public members of public types without Javadoc in front of them. */
  static Stream<String> undocumented(SourceFile file) {
    String text = file.codeAndComments();
    boolean open = Pattern.compile("(?m)^public ").matcher(text).find();
    boolean contract =
        Pattern.compile("(?m)^public (?:sealed |non-sealed )?interface ").matcher(text).find();
    String member =
        contract
            ? "(?m)^  (?=[A-Za-z<])(?!private |@).*[({]"
            : "(?m)^(?:  )?(?:public|protected) .*[({;]";
    Matcher matcher = Pattern.compile(member).matcher(text);
    return open
        ? matcher
            .results()
            .filter(match -> !isExplained(text, match.start()))
            .map(
                match ->
                    file.path() + ":" + file.line(match.start()) + ": " + match.group().strip())
        : Stream.empty();
  }

  /** Javadoc stands in front, or an annotation says that it is inherited. */
  private static boolean isExplained(String text, int start) {
    List<String> before = text.substring(0, start).lines().toList();
    int last = before.size() - 1;
    while (last >= 0 && before.get(last).strip().startsWith("@")) {
      if (before.get(last).strip().startsWith("@Override")) {
        return true;
      }
      last--;
    }
    return last >= 0 && before.get(last).endsWith("*/");
  }
}
