package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreAnswersTest {
  private final Shelf files = new Shelf("files");
  private final Shelf table = new Shelf("table");
  private final StoreAnswers answers = new StoreAnswers(List.of(table, files));

  /** A store that finds what is there, or fails. */
  private static final class Shelf implements CheckpointStore {
    private final String name;
    private List<CheckpointRef> refs = List.of();
    private Optional<ErrorCode> fault = Optional.empty();

    Shelf(String name) {
      this.name = name;
    }

    Shelf holding(String location) {
      refs = List.of(new CheckpointRef(location, "", "", "1", "", ""));
      return this;
    }

    Shelf failing(ErrorCode code) {
      fault = Optional.of(code);
      return this;
    }

    @Override
    public List<CheckpointRef> find(CheckpointQuery query) {
      fault.ifPresent(
          code -> {
            throw new InferenceException(code, name + " does not answer");
          });
      return refs;
    }

    @Override
    public ModelArtifact load(CheckpointRef ref) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public void close() {}
  }

  private List<String> find() {
    return answers.find(CheckpointQuery.any()).stream()
        .map(answer -> answer.ref().location())
        .toList();
  }

  @Test
  void find_allStoresAnswer_comesInTheirOrder() {
    files.holding("f");
    table.holding("t");
    assertThat(find()).containsExactly("t", "f");
    assertThat(answers.away()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"EXTERNAL_UNAVAILABLE", "EXTERNAL_MISMATCH", "RESOURCE_UNAVAILABLE"})
  void find_oneStoreAway_isPassedOverAndNamed(ErrorCode code) {
    files.holding("f");
    table.failing(code);
    assertThat(find()).containsExactly("f");
    assertThat(answers.away()).isEqualTo("table does not answer");
    table.fault = Optional.empty();
    assertThat(find()).containsExactly("f");
    assertThat(answers.away()).isEmpty();
  }

  @Test
  void find_nothingBesideAStoreThatIsAway_throwsWhy() {
    table.failing(ErrorCode.EXTERNAL_UNAVAILABLE);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(this::find)
        .withMessage("table does not answer");
  }

  @Test
  void find_faultOfTheCaller_isNotPassedOver() {
    files.holding("f");
    table.failing(ErrorCode.ILLEGAL_STATE);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(this::find)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE));
  }
}
