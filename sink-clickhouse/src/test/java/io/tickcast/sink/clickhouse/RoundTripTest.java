package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.ListBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes in comes out, bit by bit. */
@ExtendWith(SharedServer.class)
class RoundTripTest {
  private static final int RECORDS = 1_000;
  private static final long TEN_YEARS_MILLIS = 315_576_000_000L;
  private static final double[] ODD_NUMBERS = {
    0,
    -0.0,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    0.1 + 0.2,
    1 / 3d,
    1e17,
    1e-7,
    9_007_199_254_740_993d,
    1.0E-323,
    -1.7416210662938164E241,
    -9.317605663422148E-122
  };

  private final Random random = new Random(20_251_019);

  @Test
  void write_thousandSignals_comeBackExactly(Archive archive) {
    List<ListBatch.Record> records = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(randomSignal(i, expected));
    }
    write(archive, records);
    String columns =
        "toString(signal_id), symbol, timeframe, timestamp_ms, signal_type, %s, model_version,"
            + " hex(metadata)";
    String numbers =
        Stream.of(
                "confidence_score",
                "entry_price",
                "stop_loss",
                "take_profit",
                "position_size_recommended")
            .map(RoundTripTest::bits)
            .collect(Collectors.joining(", "));
    assertThat(rows(archive, columns.formatted(numbers), ArchiveTable.SIGNALS))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private ListBatch.Record randomSignal(int i, List<String> expected) {
    String id = Samples.id("signal", i).toString();
    String symbol = random.nextBoolean() ? "EURUSD" : "BTC-USDT_" + i % 7;
    String timeframe = Timeframe.values()[i % Timeframe.values().length].code();
    long time = Samples.BAR_MILLIS - random.nextLong(TEN_YEARS_MILLIS);
    String type = SignalType.values()[i % SignalType.values().length].code();
    List<Double> numbers = new ArrayList<>(List.of(number(), price(), price(), price(), number()));
    String version = "xgboost-v1.2." + i % 5;
    String metadata =
        "{\"big\":18446744073709551615,\"odd\":9007199254740993,\"x\":%s, \"text\":%s,\"list\":[1,2.50,{}]}"
            .formatted(number(), Samples.quoted(text()));
    String json =
        """
        {"signal_id":"%s","symbol":"%s","timeframe":"%s","timestamp_ms":%d,"signal_type":"%s",\
        "confidence_score":%s,"entry_price":%s,"stop_loss":%s,"take_profit":%s,\
        "position_size_recommended":%s,"model_version":"%s","metadata":%s}"""
            .formatted(
                id,
                symbol,
                timeframe,
                time,
                type,
                json(numbers.get(0)),
                json(numbers.get(1)),
                json(numbers.get(2)),
                json(numbers.get(3)),
                json(numbers.get(4)),
                version,
                metadata);
    String bits = numbers.stream().map(RoundTripTest::bits).collect(Collectors.joining("\t"));
    expected.add(
        String.join("\t", id, symbol, timeframe, "" + time, type, bits, version, hex(metadata)));
    return Samples.signal(i, json);
  }

  @Test
  void write_thousandPredictions_comeBackExactly(Archive archive) {
    List<ListBatch.Record> records = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(randomPrediction(i, expected));
    }
    write(archive, records);
    String columns =
        "toString(prediction_id), toString(signal_id), model_sha256, role, outcome, hex(reason), "
            + bits("inference_latency_us")
            + ", hex(raw_output), hex(features), hex(decision)";
    assertThat(rows(archive, columns, ArchiveTable.PREDICTIONS))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private ListBatch.Record randomPrediction(int i, List<String> expected) {
    String id = Samples.id("prediction", i).toString();
    String signal = Samples.id("signal", i).toString();
    String sha256 = Integer.toHexString(i % 3).repeat(64);
    String role = i % 2 == 0 ? "champion" : "challenger";
    String outcome = List.of("emitted", "held", "suppressed", "rejected").get(i % 4);
    String reason = text();
    double latency = number();
    String output = "{\"buy\":%s,\"%s\":null}".formatted(number(), "sell");
    String features = "{\"rsi_14\":%s,\"é漢😀\":\"Infinity\",\"a b\":null}".formatted(number());
    String decision = "{\"text\":" + Samples.quoted(text()) + ", \"gates\":[]}";
    String json =
        """
        {"prediction_id":"%s","signal_id":"%s","symbol":"EURUSD","timeframe":"5m",\
        "timestamp_ms":%d,"model_version":"m-v1","model_sha256":"%s","role":"%s","raw_output":%s,\
        "features":%s,"outcome":"%s","reason":%s,"decision":%s,"inference_latency_us":%s}"""
            .formatted(
                id,
                signal,
                Samples.BAR_MILLIS + i,
                sha256,
                role,
                Samples.quoted(output),
                Samples.quoted(features),
                outcome,
                Samples.quoted(reason),
                Samples.quoted(decision),
                latency);
    expected.add(
        String.join(
            "\t",
            id,
            signal,
            sha256,
            role,
            outcome,
            hex(reason),
            bits(latency),
            hex(output),
            hex(features),
            hex(decision)));
    return Samples.prediction(i, json);
  }

  private static void write(Archive archive, List<ListBatch.Record> records) {
    try (SignalSink sink = archive.initialized().openSink()) {
      assertThat(Archive.writeAll(sink, records.subList(0, RECORDS / 2))).isEmpty();
      assertThat(Archive.writeAll(sink, records.subList(RECORDS / 2, RECORDS))).isEmpty();
    }
  }

  private static List<String> rows(Archive archive, String columns, ArchiveTable table) {
    return archive.query("SELECT " + columns + " FROM db." + table.tableName()).lines().toList();
  }

  private double number() {
    if (random.nextInt(4) == 0) {
      return ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
    }
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) ? any : random.nextDouble();
  }

  /** NaN stands for none. */
  private double price() {
    return random.nextInt(3) == 0 ? Double.NaN : number();
  }

  private String text() {
    return random
        .ints(1 + random.nextInt(12), 1, 0x1_f64f)
        .filter(c -> c < 0xd800 || c > 0xdfff)
        .mapToObj(Character::toString)
        .collect(Collectors.joining("", "a\"\\\n\t", "z'"));
  }

  private static String json(double value) {
    return Double.isNaN(value) ? "null" : Double.toString(value);
  }

  private static String bits(double value) {
    return Double.isNaN(value) ? "none" : Long.toUnsignedString(Double.doubleToRawLongBits(value));
  }

  private static String bits(String column) {
    return "if(isNull(%1$s), 'none', toString(reinterpretAsUInt64(ifNull(%1$s, 0))))"
        .formatted(column);
  }

  private static String hex(String text) {
    return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
