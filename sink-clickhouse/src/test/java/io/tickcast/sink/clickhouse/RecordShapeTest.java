package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordShapeTest {
  private static final String GOOD = Samples.signalJson(1);
  private final RecordShape shape = new RecordShape();

  private Optional<String> fault(String json) {
    return shape.fault(ArchiveTable.SIGNALS, Samples.bytes(json));
  }

  @Test
  void fault_recordsOfTheEngine_isNone() {
    assertThat(fault(GOOD)).isEmpty();
    assertThat(shape.fault(ArchiveTable.PREDICTIONS, Samples.bytes(Samples.predictionJson(1))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a}{\\\"\\\\\"",
        "[[],{\"x\":[{}]},\"]\"]",
        "{\"ü\":\"漢\", \"symbol\" : null}",
        " -1.5e-7 ",
        "null"
      })
  void fault_anyValueOfAMember_isNone(String value) {
    assertThat(fault(" " + GOOD.replaceFirst("\"metadata\":.*", "\"metadata\":") + value + "}\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                             | expected a member 'confidence_score', found none
          ``                             | expected '{' at byte 0 of the JSON, found the end
          []                             | expected '{' at byte 0 of the JSON, found '['
          {"a":1,}                       | expected '"' at byte 7 of the JSON, found '}'
          {"a" 1}                        | expected ':' at byte 5 of the JSON, found '1'
          {"a":}                         | expected a value at byte 5 of the JSON, found '}'
          {"a": ,"b":1}                  | expected a value at byte 6 of the JSON, found ','
          {"a":1                         | expected ',' or '}' at byte 6 of the JSON, found the end
          {"a":"x                        | expected '"' at byte 7 of the JSON, found the end
          {"a":"x\\                       | expected '"' at byte 9 of the JSON, found the end
          {"a":[1}                       | expected a bracket that was opened at byte 7 of the JSON, found '}'
          {"a":{"b":1]}                  | expected a bracket that was opened at byte 11 of the JSON, found ']'
          {"a":1]}                       | expected a bracket that was opened at byte 6 of the JSON, found ']'
          {"a":1} {"a":2}                | expected one JSON object, found more at byte 8
          {"a":1}é                       | expected one JSON object, found more at byte 7
          {"symbol":1,"symbol":2}        | expected one member 'symbol', found two
          """)
  void fault_notOneObject_saysWhere(String json, String fault) {
    assertThat(fault(json.strip())).hasValue(fault);
  }

  @Test
  void fault_eachMemberMissing_namesIt() {
    for (NeededColumn column : ArchiveTable.SIGNALS.columns()) {
      assertThat(fault(GOOD.replace("\"" + column.name() + "\"", "\"other\"")))
          .hasValue("expected a member '" + column.name() + "', found none");
    }
  }

  @Test
  void fault_everyTruncation_isFound() {
    for (int length = 0; length < GOOD.length(); length++) {
      assertThat(fault(GOOD.substring(0, length))).as("%d bytes", length).isPresent();
    }
  }

  @Test
  void fault_anyBytes_comesToAnEnd() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Samples.bytes(GOOD);
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:\\ \u00ff".charAt(random.nextInt(10));
      }
      assertThat(shape.fault(ArchiveTable.SIGNALS, bytes)).isNotNull();
    }
  }
}
