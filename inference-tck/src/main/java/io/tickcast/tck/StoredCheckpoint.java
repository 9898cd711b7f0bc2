package io.tickcast.tck;

import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A checkpoint that the suite asks an adapter to put into its store.
 *
 * @param type the model type, which is its name too
 * @param version the bare version
 * @param symbol the canonical symbol
 * @param timeframe the timeframe
 * @param format the file's format and extension
 * @param content the bytes; not to be altered
 * @param sha256 what is declared of the bytes; wrong when the suite wants it so
 * @param status its deployment status, which the manifest says too
 */
public record StoredCheckpoint(
    String type,
    String version,
    String symbol,
    Timeframe timeframe,
    String format,
    byte[] content,
    String sha256,
    String status) {
  /** Checks that nothing is missing. */
  public StoredCheckpoint {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(status, "status");
  }

  static StoredCheckpoint of(String type, String version, String symbol, Timeframe timeframe) {
    return of(type, version, symbol, timeframe, "staging");
  }

  static StoredCheckpoint of(
      String type, String version, String symbol, Timeframe timeframe, String status) {
    String key = type + "/" + version + "/" + symbol + "/" + timeframe.code();
    byte[] content = ("{\"tck\":\"" + key + "\"}").getBytes(StandardCharsets.UTF_8);
    return new StoredCheckpoint(
        type, version, symbol, timeframe, "json", content, ModelArtifact.sha256(content), status);
  }

  StoredCheckpoint declaring(String digest) {
    return with(content, digest);
  }

  /** The first half of it, as a writer leaves it that has not come to the end. */
  StoredCheckpoint halfWritten() {
    return with(Arrays.copyOf(content, content.length / 2), sha256);
  }

  StoredCheckpoint holding(byte[] other) {
    return with(other, ModelArtifact.sha256(other));
  }

  private StoredCheckpoint with(byte[] bytes, String digest) {
    return new StoredCheckpoint(type, version, symbol, timeframe, format, bytes, digest, status);
  }

  /** The name of the model file: {@code {type}_{symbol}_{timeframe}_v{version}.{format}}. */
  public String fileName() {
    return type + "_" + symbol + "_" + timeframe.code() + "_v" + version + "." + format;
  }

  /** The manifest, as it stands beside the file or in the column of that name. */
  public String manifestJson() {
    String text =
        "{'name':'%1$s','type':'%1$s','version':'%2$s','symbol':'%3$s','timeframe':'%4$s',"
            + "'format':'%5$s','sha256':'%6$s','deployment_status':'%7$s',"
            + "'features':['rsi_14','atr_14']}";
    return String.format(
        Locale.ROOT,
        text.replace('\'', '"'),
        type,
        version,
        symbol,
        timeframe.code(),
        format,
        sha256,
        status);
  }

  @Override
  public String toString() {
    return "StoredCheckpoint[" + fileName() + "]";
  }
}
