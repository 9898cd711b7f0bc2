package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FrameKind;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.SourceState;
import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** How frames come out of a source. */
final class SourceDeliveryRules {
  private SourceDeliveryRules() {}

  static void kindAndChannelAreThoseOfTheOrigin(FeatureSourceTck tck) {
    List<SampleFrame> frames = new ArrayList<>();
    for (FrameKind kind : tck.kinds()) {
      frames.add(SampleFrame.of(kind, 0));
    }
    try (SourceRun run = SourceRun.open(tck, frames)) {
      List<String> expected = new ArrayList<>();
      frames.forEach(frame -> expected.add(frame.kind() + " on " + frame.channel()));
      List<String> found = new ArrayList<>();
      run.await(frames.size()).forEach(one -> found.add(one.kind() + " on " + one.channel()));
      // Frames of several channels may overtake each other.
      assertThat(found).as("frames").containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  static void bytesAndOrderAreThoseOfTheOrigin(FeatureSourceTck tck) {
    List<SampleFrame> frames = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      frames.add(SampleFrame.bar(i % 3 == 0 ? "GBPUSD" : "EURUSD", i));
    }
    try (SourceRun run = SourceRun.open(tck, frames)) {
      List<ReceivedFrame> received = run.await(frames.size());
      for (String channel : List.of("features.EURUSD.5m", "features.GBPUSD.5m")) {
        assertThat(received.stream().filter(one -> one.channel().equals(channel)))
            .as("frames of %s", channel)
            .extracting(one -> Bytes.text(one.atArrival()))
            .containsExactlyElementsOf(
                frames.stream()
                    .filter(one -> one.channel().equals(channel))
                    .map(one -> Bytes.text(one.content()))
                    .toList());
      }
    }
  }

  static void limitIsKept(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, bars(5))) {
      // Each poll is checked against the limit on the way.
      assertThat(run.await(5, 2)).as("frames, two at a time").hasSize(5);
    }
  }

  static void arraysBelongToTheHandler(FeatureSourceTck tck) {
    SampleFrame twin = SampleFrame.bar("EURUSD", 0);
    List<SampleFrame> frames = List.of(twin, twin, twin, SampleFrame.bar("EURUSD", 1), twin);
    try (SourceRun run = SourceRun.open(tck, frames)) {
      List<ReceivedFrame> first = run.await(1, 1);
      Arrays.fill(first.get(0).content(), (byte) 0);
      List<ReceivedFrame> all = run.await(frames.size(), 1);
      Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < all.size(); i++) {
        byte[] content = all.get(i).content();
        assertThat(arrays.add(content)).as("frame %d has an array of its own", i).isTrue();
        assertThat(Bytes.text(all.get(i).atArrival()))
            .as("frame %d, after the handler has overwritten the first one's array", i)
            .isEqualTo(Bytes.text(frames.get(i).content()));
        if (i > 0) {
          assertThat(Bytes.text(content))
              .as("array of frame %d, later", i)
              .isEqualTo(Bytes.text(frames.get(i).content()));
        }
      }
    }
  }

  static void handlerIsCalledByPollAlone(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, bars(5))) {
      run.await(5);
      assertThat(run.outside()).as("calls of the handler outside of poll").isZero();
    }
  }

  static void arrivalIsReadFromTheClock(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, bars(2))) {
      long first = run.clock.epochNanos();
      assertThat(run.await(2))
          .as("frames received while the clock stood at %d", first)
          .extracting(ReceivedFrame::receivedAtNanos)
          .containsOnly(first);
      if (!tck.finite()) {
        long second = run.clock.advance();
        run.publish(SampleFrame.bar("EURUSD", 2));
        assertThat(run.await(3).get(2).receivedAtNanos()).as("after it moved").isEqualTo(second);
      }
    }
  }

  static void pollWithoutFramesReturnsZero(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, bars(2))) {
      run.await(2);
      assertThat(run.poll(10, Duration.ZERO)).as("poll with nothing there").isZero();
      assertThat(run.poll(10, Duration.ofMillis(1))).as("poll that waits").isZero();
    }
  }

  static void stateFollowsTheOrigin(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, bars(2))) {
      assertThat(run.source.state())
          .as("state before the last frame was handed over")
          .isIn(SourceState.CONNECTING, SourceState.LIVE);
      run.await(2);
      assertThat(run.poll(10, Duration.ZERO)).as("poll with nothing there").isZero();
      assertThat(run.source.state())
          .as("state after the last frame")
          .isEqualTo(tck.finite() ? SourceState.ENDED : SourceState.LIVE);
    }
  }

  static void historyGivesClosedBarsOldestFirst(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, bars(6))) {
      Optional<FeatureHistory> kept = run.source.history();
      Assumptions.assumeTrue(kept.isPresent(), "the source keeps no history");
      FeatureHistory history = kept.orElseThrow();
      run.await(6);
      assertThat(replay(history, -1, 3, 2)).as("two bars up to bar 3").isEqualTo(texts(2, 4));
      assertThat(replay(history, -1, 1, 10)).as("ten bars up to bar 1").isEqualTo(texts(0, 2));
      assertThat(replay(history, 3, 5, 10)).as("bars after bar 3").isEqualTo(texts(4, 6));
      assertThat(replay(history, -1, -1, 3)).as("bars up to the one before bar 0").isEmpty();
    }
  }

  private static List<String> replay(FeatureHistory history, int after, int upTo, int bars) {
    HistoryQuery.Wanted wanted =
        new HistoryQuery.Wanted(
            "EURUSD", Set.of("EURUSD"), Timeframe.M5, SampleFrame.barMillis(after));
    HistoryQuery query =
        new HistoryQuery(
            List.of(wanted), SampleFrame.barMillis(upTo), bars, List.of(), Duration.ofSeconds(10));
    List<String> texts = new ArrayList<>();
    int handed =
        history.replay(
            query,
            (kind, channel, content, at) -> {
              assertThat(kind).as("kind of a past frame").isEqualTo(FrameKind.FEATURES);
              assertThat(channel).as("channel of a past frame").isEqualTo("features.EURUSD.5m");
              texts.add(Bytes.text(content));
            });
    assertThat(handed).as("what replay returned").isEqualTo(texts.size());
    return texts;
  }

  private static List<String> texts(int from, int to) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      texts.add(Bytes.text(SampleFrame.bar("EURUSD", i).content()));
    }
    return texts;
  }

  static List<SampleFrame> bars(int count) {
    List<SampleFrame> bars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bars.add(SampleFrame.bar("EURUSD", i));
    }
    return bars;
  }
}
