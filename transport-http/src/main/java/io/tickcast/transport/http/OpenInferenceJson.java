package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.core.BindingStatus;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.LoadedModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The answers of the Open Inference Protocol. */
final class OpenInferenceJson {
  private static final String DATATYPE = "FP64";

  private OpenInferenceJson() {}

  /** How the protocol calls what serves a series: no symbol has a dot. */
  static String name(SeriesStatus series) {
    return series.symbol() + "." + series.timeframe();
  }

  static byte[] server() {
    String version = OpenInferenceJson.class.getPackage().getImplementationVersion();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", "tickcast");
          json.writeStringField("version", Optional.ofNullable(version).orElse("unknown"));
          StatusJson.strings(json, "extensions", List.of("model_repository"));
          json.writeEndObject();
        });
  }

  static byte[] flag(String name, boolean value) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeBooleanField(name, value);
          json.writeEndObject();
        });
  }

  static byte[] ready(String name) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", name);
          json.writeBooleanField("ready", true);
          json.writeEndObject();
        });
  }

  static byte[] metadata(String name, LoadedModel model) {
    ModelSignature signature = model.signature();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("name", name);
          StatusJson.strings(json, "versions", List.of(model.version()));
          json.writeStringField("platform", "tickcast_" + model.type());
          json.writeArrayFieldStart("inputs");
          tensor(json, InferRequest.ROWS, -1, signature.width());
          json.writeObjectFieldStart("parameters");
          StatusJson.strings(json, "columns", signature.inputNames());
          json.writeNumberField("window", signature.window());
          json.writeBooleanField("null_is_missing", signature.acceptsMissing());
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
          json.writeArrayFieldStart("outputs");
          for (Output output : signature.outputs()) {
            tensor(json, output.name(), -1);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Begins a tensor, and leaves its object open. */
  private static void tensor(JsonGenerator json, String name, int... shape) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("datatype", DATATYPE);
    json.writeArrayFieldStart("shape");
    for (int length : shape) {
      json.writeNumber(length);
    }
    json.writeEndArray();
  }

  /**
   * Which outputs a request wants to see.
   *
   * @throws IllegalArgumentException naming one that there is not
   */
  static List<Integer> shown(InferRequest request, ModelSignature signature) {
    List<String> names = signature.outputs().stream().map(Output::name).toList();
    if (request.outputs().isEmpty()) {
      return IntStream.range(0, names.size()).boxed().toList();
    }
    for (String wanted : request.outputs()) {
      if (!names.contains(wanted)) {
        throw new IllegalArgumentException(
            "outputs: expected some of " + names + ", found another");
      }
    }
    return request.outputs().stream().map(names::indexOf).toList();
  }

  static byte[] outputs(
      String name, String id, LoadedModel model, double[][] rows, List<Integer> shown) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("model_name", name);
          json.writeStringField("model_version", model.version());
          if (!id.isEmpty()) {
            json.writeStringField("id", id);
          }
          json.writeArrayFieldStart("outputs");
          for (int output : shown) {
            tensor(json, model.signature().outputs().get(output).name(), rows.length);
            json.writeArrayFieldStart("data");
            for (double[] row : rows) {
              number(json, row[output]);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** JSON has no other numbers than finite ones. */
  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  /** What serves, and what should: an array, as the repository's index is one. */
  static byte[] index(List<BindingStatus> bindings, boolean readyAlone) {
    return Json.bytes(
        json -> {
          json.writeStartArray();
          for (BindingStatus binding : bindings) {
            for (SeriesStatus series : binding.series()) {
              entry(json, name(series), series.champion().modelVersion(), "READY", "");
            }
            if (!readyAlone && !binding.problem().isEmpty()) {
              entry(json, binding.name(), binding.version(), "UNAVAILABLE", binding.problem());
            }
          }
          json.writeEndArray();
        });
  }

  private static void entry(
      JsonGenerator json, String name, String version, String state, String reason)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("version", version);
    json.writeStringField("state", state);
    json.writeStringField("reason", reason);
    json.writeEndObject();
  }
}
