package io.tickcast.tck;

import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.FrameKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link FeatureSourceProvider} and of the sources that it makes, as rules S-1 to
 * S-22.
 *
 * <p>An adapter gives a provider, the settings of a source, and a way to publish a frame to the
 * origin that this source reads. Each rule makes sources of its own.
 */
public abstract class FeatureSourceTck {
  /**
   * What the configured clock shows while the frames of a rule arrive: what a recording that brings
   * its own receipt times must say.
   */
  protected static final long RECEIVED_AT_NANOS = 1_760_867_700_123_456_789L;

  /** Subclassed by adapters. */
  protected FeatureSourceTck() {}

  /** A new provider at every call, of the class that {@code META-INF/services} names. */
  protected abstract FeatureSourceProvider provider();

  /**
   * Settings of a source that receives what {@link #publish} sends. Every source of one rule may
   * read the same origin; rules do not see each other's frames.
   */
  protected abstract Map<String, String> options();

  /**
   * Brings a frame to the origin. For a finite source it is called before the source is opened, for
   * others once it is live.
   *
   * @throws Exception when that fails, which fails the rule
   */
  protected abstract void publish(SampleFrame frame) throws Exception;

  /** The kinds of frames that the source can deliver. */
  protected Set<FrameKind> kinds() {
    return Set.of(FrameKind.FEATURES);
  }

  /** Whether the source comes to an end, like a recording. */
  protected boolean finite() {
    return false;
  }

  /** Settings that are right, of an origin that is not there; empty skips S-19. */
  protected Map<String, String> optionsWithOriginAway() {
    return Map.of();
  }

  /** How long the suite waits for what must come before it calls that a failure. */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  private void guarded(Consumer<FeatureSourceTck> rule) {
    Patience.run(patience().multipliedBy(2), () -> rule.accept(this));
  }

  @Test
  @DisplayName("S-1 the name is constant and matches [a-z0-9-]+")
  void name_always_isConstant() {
    ProviderRules.nameIsConstant(provider()::name, provider()::name);
  }

  @Test
  @DisplayName("S-2 the SPI version is one that the api knows")
  void spiVersion_always_isKnown() {
    ProviderRules.spiVersionIsKnown(provider().spiVersion());
  }

  @Test
  @DisplayName("S-3 the provider has a public constructor without arguments")
  void constructor_withoutArguments_isPublic() {
    ProviderRules.hasPublicConstructor(provider().getClass());
  }

  @Test
  @DisplayName("S-4 ServiceLoader finds the provider")
  void serviceLoader_always_findsTheProvider() {
    ProviderRules.isFoundByServiceLoader(FeatureSourceProvider.class, provider().getClass());
  }

  @Test
  @DisplayName("S-5 an unknown setting is refused by name with INVALID_CONFIGURATION")
  void create_unknownSetting_isRefused() {
    CreationRules.unknownSettingIsRefused(options(), provider()::create);
  }

  @Test
  @DisplayName("S-6 create starts no thread")
  void create_always_startsNoThread() {
    guarded(tck -> CreationRules.startsNoThread(tck.options(), tck.provider()::create));
  }

  @Test
  @DisplayName("S-7 a source is NEW until it is opened")
  void state_beforeOpen_isNew() {
    guarded(SourceLifecycleRules::isNewUntilOpened);
  }

  @Test
  @DisplayName("S-8 frames carry the kind and the channel that they were published with")
  void poll_always_keepsKindAndChannel() {
    guarded(SourceDeliveryRules::kindAndChannelAreThoseOfTheOrigin);
  }

  @Test
  @DisplayName("S-9 frames of one channel come byte for byte and in order, none lost, none twice")
  void poll_always_keepsBytesAndOrder() {
    guarded(SourceDeliveryRules::bytesAndOrderAreThoseOfTheOrigin);
  }

  @Test
  @DisplayName("S-10 poll hands over at most its limit and returns how many")
  void poll_limit_isKept() {
    guarded(SourceDeliveryRules::limitIsKept);
  }

  @Test
  @DisplayName("S-11 the array of a frame belongs to the handler")
  void poll_arrays_belongToTheHandler() {
    guarded(SourceDeliveryRules::arraysBelongToTheHandler);
  }

  @Test
  @DisplayName("S-12 the handler is called on the polling thread, during poll alone")
  void poll_handler_isCalledByPollAlone() {
    guarded(SourceDeliveryRules::handlerIsCalledByPollAlone);
  }

  @Test
  @DisplayName("S-13 the arrival of a frame is a reading of the configured clock")
  void poll_arrival_isReadFromTheClock() {
    guarded(SourceDeliveryRules::arrivalIsReadFromTheClock);
  }

  @Test
  @DisplayName("S-14 poll returns 0 when nothing is there, at once with no wait")
  void poll_nothingThere_returnsZero() {
    guarded(SourceDeliveryRules::pollWithoutFramesReturnsZero);
  }

  @Test
  @DisplayName("S-15 the state is LIVE while frames may come, ENDED after the last of a finite one")
  void state_framesCome_followsTheOrigin() {
    guarded(SourceDeliveryRules::stateFollowsTheOrigin);
  }

  @Test
  @DisplayName("S-16 poll before open or after close hands nothing over: 0, or ILLEGAL_STATE")
  void poll_notOpen_handsNothingOver() {
    guarded(SourceLifecycleRules::handsNothingOverUnlessOpen);
  }

  @Test
  @DisplayName("S-17 close leads to CLOSED, opened or not, and has no effect when called again")
  void close_twice_hasNoEffect() {
    guarded(SourceLifecycleRules::closingTwiceHasNoEffect);
  }

  @Test
  @DisplayName("S-18 a closed source stays closed: open throws ILLEGAL_STATE")
  void open_afterClose_throwsIllegalState() {
    guarded(SourceLifecycleRules::isClosedForGood);
  }

  @Test
  @DisplayName("S-19 an origin that is away is the state CONNECTING with a detail, no exception")
  void open_originAway_isConnecting() {
    guarded(SourceLifecycleRules::awayOriginIsAState);
  }

  @Test
  @DisplayName("S-20 a closed source leaves no thread that keeps the process alive")
  void close_always_leavesNoThread() {
    guarded(SourceLifecycleRules::leavesNoThread);
  }

  @Test
  @DisplayName("S-21 state and detail, one line at most, can be read by any thread")
  void state_otherThread_canBeRead() {
    guarded(SourceLifecycleRules::stateCanBeReadByAnyThread);
  }

  @Test
  @DisplayName(
      "S-22 a history hands over bars that closed between two times, oldest first, up to n")
  void history_replay_givesClosedBarsOldestFirst() {
    guarded(SourceDeliveryRules::historyGivesClosedBarsOldestFirst);
  }
}
