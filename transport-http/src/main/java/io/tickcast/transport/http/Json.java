package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON. <i>Thread-safe.</i> */
final class Json {
  // The fast writer gives the same digits on every JDK; Double.toString changed after 17.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private Json() {}

  /** Writes one value. */
  @FunctionalInterface
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  /** What a writer writes, as UTF-8. */
  static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("expected JSON that can be written, found " + e, e);
    }
    return bytes.toByteArray();
  }

  /** {@code {"error": message}}. */
  static byte[] error(String message) {
    return bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", message);
          json.writeEndObject();
        });
  }

  /**
   * A number as signals write it: null for NaN, text for the infinities, which must not pass as
   * missing.
   */
  static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    element(json, value);
  }

  /** A number of an array, as {@link #number} writes one of an object. */
  static void element(JsonGenerator json, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNull();
    } else if (Double.isInfinite(value)) {
      json.writeString(value > 0 ? "Infinity" : "-Infinity");
    } else {
      json.writeNumber(value);
    }
  }
}
