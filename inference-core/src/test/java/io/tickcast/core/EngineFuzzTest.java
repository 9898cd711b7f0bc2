package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FrameKind;
import io.tickcast.api.OutputRole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged messages: each is refused or decided, and none leaves a trace in the ones after it. */
class EngineFuzzTest {
  private static final int ROUNDS = 100;
  private static final int DAMAGED = 1_000;
  private static final List<String> NAMES = Messages.names(20);
  private static final byte[] TOKENS = utf8("{}[]\":,.-+eE0123456789 \\u\n\u0000tfn");

  private final SplittableRandom random = new SplittableRandom(20_251_019);

  private static String shape(int kind, long time, long seed) {
    String nested = Messages.many(time, kind == 2 ? Messages.names(400) : NAMES, seed);
    return kind == 1
        ? nested.replace("timestamp_ms", "time").replace("\"features\":{", "").replace("}}", "}")
        : nested;
  }

  private byte[] damage(byte[] good, byte[] other) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = damageOnce(bytes, other);
    }
    return bytes;
  }

  private byte[] damageOnce(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = TOKENS[random.nextInt(TOKENS.length)];
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return splice(bytes, at, bytes, Math.min(bytes.length, at + random.nextInt(20)));
      }
      case 5 -> {
        return splice(bytes, at, other, random.nextInt(other.length));
      }
      default -> {
        return splice(bytes, at, bytes, random.nextInt(at + 1));
      }
    }
    return bytes;
  }

  /** The beginning of one message and the end of another. */
  private static byte[] splice(byte[] head, int headEnd, byte[] tail, int tailStart) {
    byte[] spliced = Arrays.copyOf(head, headEnd + tail.length - tailStart);
    System.arraycopy(tail, tailStart, spliced, headEnd, tail.length - tailStart);
    return spliced;
  }

  private static Rig rig() {
    FixedModel model =
        new FixedModel(
            FixedModel.signature(NAMES, List.of("buy", "sell", "hold"), OutputRole.PROBABILITY),
            (in, out) -> {
              double sum = 0;
              for (double value : in) {
                sum += Math.abs(value);
              }
              out[0] = 0.7 + 0.3 * (sum % 1);
              out[1] = 1 - out[0];
              out[2] = 0;
            });
    return Rig.serving(model.forgetful());
  }

  private static String signalOf(Rig rig, byte[] message) {
    int before = rig.realTime.taken.size();
    rig.bar(message);
    assertThat(rig.realTime.taken)
        .as("a signal, not %s", rig.heard.lastRefused())
        .hasSize(before + 1);
    return rig.realTime.taken.get(before).text();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void bar_damagedMessages_areRefusedOrDecidedAndLeaveNoTrace(int kind) {
    int rounds = kind == 2 ? ROUNDS / 5 : ROUNDS;
    long frames = 0;
    try (Rig fuzzed = rig();
        Rig clean = rig()) {
      for (int round = 0; round < rounds; round++) {
        long time = BAR + round * 20 * STEP;
        fuzzed.at(time);
        byte[] good = utf8(shape(kind, time, round));
        byte[] other = utf8(shape(random.nextInt(2), time + STEP, round + 1));
        for (int i = 0; i < DAMAGED; i++) {
          fuzzed
              .engine
              .frames()
              .onFrame(
                  FrameKind.FEATURES,
                  Messages.CHANNEL,
                  damage(good, other),
                  fuzzed.clock.epochNanos());
          fuzzed.engine.runOnce();
        }
        long next = time + 10 * STEP;
        byte[] message = utf8(shape(kind, next, round));
        assertThat(signalOf(fuzzed.at(next), message)).isEqualTo(signalOf(clean.at(next), message));
        frames += DAMAGED + 1;
      }
      assertThat(fuzzed.heard.alerts).isEmpty();
      EngineStatus status = fuzzed.engine.status();
      long refused = status.refused().values().stream().mapToLong(Long::longValue).sum();
      assertThat(status.bars()).isGreaterThan(rounds);
      assertThat(refused + status.bars()).as("refused or decided").isEqualTo(frames);
      assertThat(status.refused()).containsKeys("malformed_json", "duplicate", "missing_field");
    }
  }

  @Test
  void fill_damagedFills_areRefusedOrTaken() {
    byte[] fill =
        utf8(
            "{\"fill_id\":\"a1\",\"symbol\":\"EURUSD\",\"side\":\"buy\",\"quantity\":0.25,"
                + "\"price\":1.08,\"fee\":0.1,\"timestamp_ms\":1760867700000,\"position_after\":1}");
    try (Rig rig = rig()) {
      for (int i = 0; i < 30_000; i++) {
        rig.engine.frames().onFrame(FrameKind.FILL, "orders.filled.EURUSD", damage(fill, fill), 0);
        rig.engine.runOnce();
      }
      assertThat(rig.heard.alerts).isEmpty();
      assertThat(rig.engine.status().refused()).containsOnlyKeys("bad_fill");
      assertThat(signalOf(rig, utf8(Messages.many(BAR, NAMES, 1)))).contains("\"EURUSD\"");
    }
  }

  @Test
  void frame_randomBytesOnRandomChannels_areRefused() {
    try (Rig rig = rig()) {
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        String channel = new String(bytes, StandardCharsets.ISO_8859_1);
        FrameKind kind = FrameKind.values()[random.nextInt(FrameKind.values().length)];
        rig.engine
            .frames()
            .onFrame(kind, i % 2 == 0 ? channel : Messages.CHANNEL, bytes, random.nextLong());
        rig.engine.runOnce();
      }
      assertThat(rig.heard.alerts).isEmpty();
      assertThat(rig.heard.decisions).isEmpty();
      assertThat(rig.heard.refused).hasSize(20_000);
    }
  }
}
