package io.tickcast.tck;

import io.tickcast.api.SignalSinkProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link SignalSinkProvider} and of the sinks that it makes, as rules K-1 to
 * K-23.
 *
 * <p>An adapter gives a provider, the settings of a sink, and a way to read its target. Each rule
 * makes sinks of its own.
 */
public abstract class SignalSinkTck {
  /** Subclassed by adapters. */
  protected SignalSinkTck() {}

  /** A new provider at every call, of the class that {@code META-INF/services} names. */
  protected abstract SignalSinkProvider provider();

  /** Settings of a sink whose target {@link #readBack} reads; rules do not share a target. */
  protected abstract Map<String, String> options();

  /**
   * The values that the target holds now, in its order. Asked again until what is expected is
   * there, or patience ends; a repeated value counts once.
   *
   * @throws Exception when the target can not be read, which fails the rule
   */
  protected abstract List<byte[]> readBack() throws Exception;

  /** Whether the target keeps the order of the records of one symbol. */
  protected boolean ordered() {
    return true;
  }

  /** A value that the target refuses for good, such as one that is too large; empty skips K-14. */
  protected Optional<byte[]> refusable() {
    return Optional.empty();
  }

  /** Settings that are right, of a target that is not there; empty skips K-15 and K-23. */
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of();
  }

  /** How long the suite waits for what must come before it calls that a failure. */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  private void guarded(Consumer<SignalSinkTck> rule) {
    Patience.run(patience().multipliedBy(3), () -> rule.accept(this));
  }

  @Test
  @DisplayName("K-1 the name is constant and matches [a-z0-9-]+")
  void name_always_isConstant() {
    ProviderRules.nameIsConstant(provider()::name, provider()::name);
  }

  @Test
  @DisplayName("K-2 the SPI version is one that the api knows")
  void spiVersion_always_isKnown() {
    ProviderRules.spiVersionIsKnown(provider().spiVersion());
  }

  @Test
  @DisplayName("K-3 the provider has a public constructor without arguments")
  void constructor_withoutArguments_isPublic() {
    ProviderRules.hasPublicConstructor(provider().getClass());
  }

  @Test
  @DisplayName("K-4 ServiceLoader finds the provider")
  void serviceLoader_always_findsTheProvider() {
    ProviderRules.isFoundByServiceLoader(SignalSinkProvider.class, provider().getClass());
  }

  @Test
  @DisplayName("K-5 an unknown setting is refused by name with INVALID_CONFIGURATION")
  void create_unknownSetting_isRefused() {
    CreationRules.unknownSettingIsRefused(options(), provider()::create);
  }

  @Test
  @DisplayName("K-6 create starts no thread")
  void create_always_startsNoThread() {
    guarded(tck -> CreationRules.startsNoThread(tck.options(), tck.provider()::create));
  }

  @Test
  @DisplayName("K-7 delivery and kinds are constant, and there is a kind")
  void deliveryAndKinds_always_areConstant() {
    guarded(SinkWriteRules::deliveryAndKindsAreConstant);
  }

  @Test
  @DisplayName("K-8 write returns the length of a finished prefix, and finishes good records")
  void write_goodRecords_finishesAPrefix() {
    guarded(SinkWriteRules::finishesAPrefix);
  }

  @Test
  @DisplayName("K-9 what is finished is at the target, byte for byte, and nothing else is")
  void write_finished_isAtTheTarget() {
    guarded(SinkWriteRules::finishedRecordsAreAtTheTarget);
  }

  @Test
  @DisplayName("K-10 the records of one symbol keep their order")
  void write_oneSymbol_keepsItsOrder() {
    guarded(SinkWriteRules::orderOfASymbolIsKept);
  }

  @Test
  @DisplayName("K-11 the arrays of values are not altered")
  void write_values_areLeftAlone() {
    guarded(SinkWriteRules::valuesAreLeftAlone);
  }

  @Test
  @DisplayName("K-12 the batch is not used after write has returned")
  void write_returned_doesNotUseTheBatch() {
    guarded(SinkWriteRules::batchIsNotUsedLater);
  }

  @Test
  @DisplayName("K-13 write with no time returns, and what it did not finish can be written again")
  void write_noTime_returns() {
    guarded(SinkWriteRules::noTimeIsEnough);
  }

  @Test
  @DisplayName("K-14 a refusal is named once with one line, is finished, and holds up nothing")
  void write_refused_isNamedAndFinished() {
    guarded(SinkWriteRules::refusalsAreNamedAndFinished);
  }

  @Test
  @DisplayName("K-15 a target that is away finishes nothing: 0, or an EXTERNAL error; open returns")
  void write_targetAway_finishesNothing() {
    guarded(SinkLifecycleRules::awayTargetFinishesNothing);
  }

  @Test
  @DisplayName("K-16 write before open or after close throws ILLEGAL_STATE")
  void write_notOpen_throwsIllegalState() {
    guarded(SinkLifecycleRules::writesOnlyWhenOpen);
  }

  @Test
  @DisplayName("K-17 close has no effect when called again, opened or not")
  void close_twice_hasNoEffect() {
    guarded(SinkLifecycleRules::closingTwiceHasNoEffect);
  }

  @Test
  @DisplayName("K-18 a closed sink stays closed: open throws ILLEGAL_STATE")
  void open_afterClose_throwsIllegalState() {
    guarded(SinkLifecycleRules::isClosedForGood);
  }

  @Test
  @DisplayName("K-19 close loses nothing that was finished")
  void close_always_losesNothingFinished() {
    guarded(SinkWriteRules::closeLosesNothingFinished);
  }

  @Test
  @DisplayName("K-20 a closed sink leaves no thread that keeps the process alive")
  void close_always_leavesNoThread() {
    guarded(SinkLifecycleRules::leavesNoThread);
  }

  @Test
  @DisplayName("K-21 the detail, one line at most, can be read by any thread")
  void detail_otherThread_canBeRead() {
    guarded(SinkLifecycleRules::detailCanBeReadByAnyThread);
  }

  @Test
  @DisplayName("K-22 check returns when the target takes records, and needs an open sink")
  void check_targetThere_returns() {
    guarded(SinkCheckRules::targetThatTakesRecordsPasses);
  }

  @Test
  @DisplayName("K-23 check of a target that is away throws an EXTERNAL error, and ends in time")
  void check_targetAway_throwsAndEnds() {
    guarded(SinkCheckRules::awayTargetIsFoundOut);
  }
}
