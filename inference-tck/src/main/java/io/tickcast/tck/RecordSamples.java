package io.tickcast.tck;

import io.tickcast.api.RecordKind;
import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Records as the journal has them. */
final class RecordSamples {
  private static final String[] SYMBOLS = {"EURUSD", "GBPUSD"};

  private RecordSamples() {}

  /** Records of all the kinds in turn, of two symbols, from a sequence on. */
  static List<ListBatch.Record> records(Set<RecordKind> kinds, int first, int count) {
    List<RecordKind> order = List.copyOf(new TreeSet<>(kinds));
    List<ListBatch.Record> records = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      String symbol = SYMBOLS[i / order.size() % SYMBOLS.length];
      records.add(record(order.get(i % order.size()), i, symbol));
    }
    return records;
  }

  static ListBatch.Record record(RecordKind kind, int index, String symbol) {
    UUID id = id(index);
    String text = json(kind, index, symbol, id.toString());
    return withValue(kind, index, symbol, text.getBytes(StandardCharsets.UTF_8));
  }

  static ListBatch.Record withValue(RecordKind kind, int index, String symbol, byte[] value) {
    UUID id = id(index);
    return new ListBatch.Record(
        kind,
        1_000L + index * 3L,
        symbol,
        Timeframe.M5,
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        value);
  }

  private static UUID id(int index) {
    return UUID.nameUUIDFromBytes(("tck-" + index).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(RecordKind kind, int index, String symbol, String id) {
    long time = SampleFrame.barMillis(index);
    String format =
        switch (kind) {
          case SIGNAL ->
              "{'signal_id':'%s','symbol':'%s','timeframe':'5m','timestamp_ms':%d,"
                  + "'signal_type':'buy','confidence_score':0.85,'entry_price':1.08125,"
                  + "'stop_loss':1.07875,'take_profit':1.085,'position_size_recommended':0.01,"
                  + "'model_version':'xgboost-v1.2.3','metadata':{'features_used':110,"
                  + "'prediction_latency_ms':0.045,'model_type':'xgboost'}}";
          case PREDICTION ->
              "{'prediction_id':'%1$s','signal_id':'%1$s','symbol':'%2$s','timeframe':'5m',"
                  + "'timestamp_ms':%3$d,'model_version':'xgboost-v1.2.3','model_sha256':'%4$s',"
                  + "'role':'champion','raw_output':'{\\'buy\\':0.85}','features':'{}',"
                  + "'outcome':'emitted','reason':'model','decision':'{}',"
                  + "'inference_latency_us':45.5}";
          case SWAP ->
              "{'event_id':'%1$s','event':'promoted','binding':'default','symbol':'%2$s',"
                  + "'timeframe':'5m','from_version':'xgboost-v1.2.2',"
                  + "'to_version':'xgboost-v1.2.3','from_sha256':'','to_sha256':'%4$s',"
                  + "'who':'ann','reason':'','verification':'{}',"
                  + "'created_at':'2025-10-19 09:55:00.000'}";
          case DELIVERY, OUTCOME, ALERT ->
              "{'kind':'" + kind + "','id':'%s','symbol':'%s','timestamp_ms':%d}";
        };
    return String.format(Locale.ROOT, format.replace('\'', '"'), id, symbol, time, "0".repeat(64));
  }
}
