package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule about sources finds text that breaks it, and where. */
class WrongSourcesTest {
  private static final String PATH = "room/src/test/java/A.java";

  private interface Rule extends Function<SourceFile, Stream<String>> {}

  private static Arguments wrong(String text, Rule rule) {
    return arguments(text, rule);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        wrong("try { } catch (Throwable t) { log(t); }", SourceRules::swallowedThrowables),
        wrong("try { } catch (Exception e) { }", SourceRules::emptyCatches),
        wrong("thread.interrupt();", SourceRules::interruptsOfOthers),
        wrong("Thread.ofVirtual().start(this);", SourceRules::virtualThreads),
        wrong("// TODO later", SourceRules::unfinished),
        wrong("/** @author me */", SourceRules::history),
        wrong("import java.util.*;", SourceRules::starImports),
        wrong("Path.of(\"/ho" + "me/me/model.json\");", SourceRules::pathsOfAMachine),
        wrong("Thread.sleep(100);", SourceRules::sleeps),
        wrong("@Disabled", SourceRules::switchedOff),
        wrong("import static org.mockito.Mockito.mock;", SourceRules::mocks),
        wrong("System.out.println();", SourceRules::prints),
        wrong("new Random();", SourceRules::unseeded),
        wrong("@Test void works() { assertThat(1).isOne(); }", SourceRules::oddTestNames),
        wrong("@Test void a_b_c() { run(); }", SourceRules::withoutAssertions),
        wrong("public class A {", SourceRules::undocumented));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule_textThatBreaksIt_isFoundInItsLine(String text, Rule rule) {
    assertThat(rule.apply(file("package a;\n\n" + text + "\n")))
        .singleElement()
        .asString()
        .startsWith(PATH);
    assertThat(rule.apply(file("package a;\n"))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inOrder")
  void rule_textThatKeepsIt_isNotFound(String text, Rule rule) {
    assertThat(rule.apply(file(text))).isEmpty();
  }

  static Stream<Arguments> inOrder() {
    return Stream.of(
        wrong(
            "catch (Throwable t) { if (t instanceof Error e) { throw e; } }",
            SourceRules::swallowedThrowables),
        wrong("catch (Exception e) {\n  // it was only a wish\n}", SourceRules::emptyCatches),
        wrong("Thread.currentThread().interrupt();", SourceRules::interruptsOfOthers),
        wrong("// Thread.sleep(1) would be wrong", SourceRules::sleeps),
        wrong("String s = \"TODO \\\" Thread.sleep(\";", SourceRules::unfinished),
        wrong("static void main(String[] a) { System.out.println(); }", SourceRules::prints),
        wrong("/** Says what. */\n@Fast\npublic class A {", SourceRules::undocumented),
        wrong(
            "/** A. */\npublic interface A {\n  /** B. */\n  void b();",
            SourceRules::undocumented));
  }

  @Test
  void tooLong_401Lines_isFound() {
    assertThat(SourceRules.tooLong(file("\n".repeat(400)))).isEmpty();
    assertThat(SourceRules.tooLong(file("\n".repeat(401)))).containsExactly(PATH + ": 401 lines");
  }

  @Test
  void undocumented_membersOfAnInterface_areFound() {
    assertThat(SourceRules.undocumented(file("/** A. */\npublic interface A {\n  void b();\n}\n")))
        .containsExactly(PATH + ":3: void b(");
    assertThat(
            SourceRules.undocumented(
                file(
                    "/** A. */\npublic class A {\n  @Override\n  public int b() {\n  public int c;")))
        .containsExactly(PATH + ":5: public int c;");
  }

  @Test
  void code_commentsAndLiterals_areBlankedOutInTheirLines() {
    SourceFile file = file("a \"b // c\" 'd' // e\nf /* g\nh */ i \"\"\"\n  j\"\"\" k\n");
    assertThat(file.code().replaceAll(" +", " ")).isEqualTo("a \nf \n i \n k\n");
    assertThat(file.codeAndComments()).contains("// e", "/* g\nh */").doesNotContain("// c", "j");
  }

  private static SourceFile file(String text) {
    return new SourceFile("room", PATH, text);
  }
}
