package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import io.tickcast.core.JournalReplay.Difference;
import io.tickcast.core.JournalReplay.Report;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * Decides recorded frames, on a clock that stands at the receipt of each: on one lane and on
 * several side by side, whose decisions have to be the same byte for byte. The digest of all of
 * them stands for the result on another JDK or another machine. <i>Confined.</i>
 */
public final class FrameReplay implements AutoCloseable {
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_DIFFERENCES = 100;

  private final PlaybackClock clock = new PlaybackClock();
  private final Side one;
  private final Side several;
  private final MessageDigest digest = sha256();
  private final List<Difference> differences = new ArrayList<>();
  private long bars;
  private long decisions;
  private long different;

  /** An engine with what it decides. */
  private record Side(InferenceEngine engine, PlaybackJournal journal, SourceTap tap) {
    private List<byte[]> decide(FrameKind kind, String channel, byte[] content, long receivedAt) {
      tap.onFrame(kind, channel, content, receivedAt);
      while (engine.runOnce() > 0) {
        // until nothing is left to do
      }
      return journal.take();
    }
  }

  /**
   * Makes a replay.
   *
   * @param like makes a builder with the operational configuration, feed and instruments, for a
   *     number of lanes, and without sources, sinks and listeners
   * @param lanes how many the second engine has
   * @param models loads the models of an engine and lets them serve
   * @param source the name that signals give as their source
   */
  public FrameReplay(
      IntFunction<InferenceEngineBuilder> like,
      int lanes,
      Consumer<InferenceEngine> models,
      String source) {
    one = side(like.apply(1), models, source);
    try {
      several = side(like.apply(lanes), models, source);
    } catch (RuntimeException e) {
      one.engine().close();
      throw e;
    }
  }

  private Side side(
      InferenceEngineBuilder builder, Consumer<InferenceEngine> models, String source) {
    PlaybackJournal journal = new PlaybackJournal();
    InferenceEngine engine = builder.clock(clock).playback(journal).build();
    try {
      models.accept(engine);
      engine.open();
      return new Side(engine, journal, engine.parts.embedded(source));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /**
   * Decides all frames of a finite source.
   *
   * @param input not opened; closed when it has ended
   * @param progress hears the number of frames so far
   * @throws InferenceException when the source is damaged; (EXTERNAL_UNAVAILABLE) when it gives
   *     nothing for 30 s
   */
  public Report run(FeatureSource input, LongConsumer progress) {
    long[] frames = {0};
    try (input) {
      input.open();
      long aliveAt = System.nanoTime();
      while (input.state() != SourceState.ENDED) {
        int handed =
            input.poll(
                (kind, channel, content, receivedAt) -> {
                  decide(kind, channel, content, receivedAt);
                  progress.accept(++frames[0]);
                },
                1,
                WAIT);
        long now = System.nanoTime();
        aliveAt = handed > 0 ? now : aliveAt;
        if (now - aliveAt > PATIENCE.toNanos()) {
          throw new InferenceException(
              ErrorCode.EXTERNAL_UNAVAILABLE,
              "expected frames, found none for 30 s: " + input.detail());
        }
      }
    }
    return new Report(bars, decisions, different, differences);
  }

  private void decide(FrameKind kind, String channel, byte[] content, long receivedAtNanos) {
    clock.play(receivedAtNanos);
    // The queue owns what it is handed.
    List<byte[]> first = one.decide(kind, channel, content.clone(), receivedAtNanos);
    List<byte[]> second = several.decide(kind, channel, content.clone(), receivedAtNanos);
    bars += kind == FrameKind.FEATURES ? 1 : 0;
    decisions += first.size();
    first.forEach(digest::update);
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      byte[] mine = i < first.size() ? first.get(i) : new byte[0];
      byte[] other = i < second.size() ? second.get(i) : new byte[0];
      if (!Arrays.equals(mine, other)) {
        note(channel, mine, other);
      }
    }
  }

  private void note(String channel, byte[] mine, byte[] other) {
    different++;
    if (differences.size() < MOST_DIFFERENCES) {
      long time = DecisionCodec.barTime(mine.length > 0 ? mine : other);
      differences.add(new Difference(channel, time, text(mine), text(other)));
    }
  }

  private static String text(byte[] payload) {
    return payload.length == 0 ? "" : DecisionCodec.describe(payload);
  }

  /** The sha256 of all decisions so far, 64 hexadecimal digits. */
  public String digest() {
    return HexFormat.of().formatHex(copyOf(digest).digest());
  }

  private static MessageDigest copyOf(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("expected a SHA-256 that can be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected a JDK with SHA-256", e);
    }
  }

  @Override
  public void close() {
    one.engine().close();
    several.engine().close();
  }
}
