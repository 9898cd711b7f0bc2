package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final int FEWEST_FILES = 250;

  private static List<String> faults(
      List<SourceFile> files, Function<SourceFile, Stream<String>> rule) {
    assertThat(files).isNotEmpty();
    return files.stream().flatMap(rule).toList();
  }

  private static List<SourceFile> library() {
    return Checkout.mainFiles().stream()
        .filter(file -> !file.module().startsWith("examples/"))
        .toList();
  }

  @Test
  void files_inTheCheckout_areSeen() {
    Set<String> modules = new TreeSet<>(Checkout.modules());
    modules.remove("bom");
    assertThat(Checkout.files()).hasSizeGreaterThan(FEWEST_FILES);
    assertThat(Checkout.files().stream().map(SourceFile::module).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(modules);
  }

  @Test
  void file_eachOne_hasAtMost400Lines() {
    assertThat(faults(Checkout.files(), SourceRules::tooLong)).isEmpty();
  }

  @Test
  void files_nineInTen_haveAtMost250Lines() {
    assertThat(shareOfFilesWithin(250)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void files_halfOfThem_haveAtMost100Lines() {
    assertThat(shareOfFilesWithin(100)).isGreaterThanOrEqualTo(0.5);
  }

  private static double shareOfFilesWithin(int lines) {
    List<SourceFile> files = Checkout.mainFiles();
    return (double) files.stream().filter(file -> file.lines() <= lines).count() / files.size();
  }

  @Test
  void throwable_caught_isThrownAgain() {
    assertThat(faults(Checkout.files(), SourceRules::swallowedThrowables)).isEmpty();
  }

  @Test
  void exception_caught_isNotSwallowedWithoutAWord() {
    assertThat(faults(Checkout.files(), SourceRules::emptyCatches)).isEmpty();
  }

  @Test
  void interrupt_inTheLibrary_isOfTheOwnThreadOnly() {
    List<SourceFile> files =
        library().stream().filter(file -> !file.module().equals(Room.TCK.module())).toList();
    assertThat(faults(files, SourceRules::interruptsOfOthers)).isEmpty();
  }

  @Test
  void thread_virtual_isNotUsed() {
    assertThat(faults(Checkout.files(), SourceRules::virtualThreads)).isEmpty();
  }

  @Test
  void work_unfinished_isNotCheckedIn() {
    assertThat(faults(Checkout.files(), SourceRules::unfinished)).isEmpty();
  }

  @Test
  void comment_always_namesNoAuthorAndNoVersion() {
    assertThat(faults(Checkout.files(), SourceRules::history)).isEmpty();
  }

  @Test
  void import_always_namesItsClass() {
    assertThat(faults(Checkout.files(), SourceRules::starImports)).isEmpty();
  }

  @Test
  void path_ofSomebodysMachine_isAbsent() {
    assertThat(faults(Checkout.files(), SourceRules::pathsOfAMachine)).isEmpty();
  }

  @Test
  void member_publicInAPublicType_hasJavadoc() {
    assertThat(faults(library(), SourceRules::undocumented)).isEmpty();
  }

  @Test
  void customBackend_withAllOfItsFiles_takesUnder100Lines() {
    List<SourceFile> files =
        Checkout.mainFiles().stream()
            .filter(file -> file.module().equals(Room.CUSTOM_BACKEND.module()))
            .toList();
    assertThat(files).isNotEmpty();
    assertThat(files.stream().mapToLong(SourceFile::lines).sum()).isLessThan(100);
  }
}
