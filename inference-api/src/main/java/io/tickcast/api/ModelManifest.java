package io.tickcast.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the producer of a model declares beside its bytes. Strings are empty, lists are empty and
 * optionals are absent where nothing is declared.
 *
 * @param name the model's name; its type when nothing else is said
 * @param type the label of its kind, such as {@code xgboost}; never selects the provider
 * @param version the bare version, such as {@code 1.2.3}
 * @param symbol the canonical instrument that it was trained for
 * @param timeframe the timeframe that it was trained for
 * @param format the file's format, such as {@code json}
 * @param sha256 of the model file
 * @param features the feature names in the model's order
 * @param observation an agent's inputs in order, instead of {@code features}
 * @param window the number of bars of one prediction, at least 1
 * @param output how outputs become actions
 * @param missing what happens when an input is missing
 * @param golden rows with their expected outputs
 * @param json the whole document, for the blocks that only some backends read
 */
public record ModelManifest(
    String name,
    String type,
    String version,
    String symbol,
    Optional<Timeframe> timeframe,
    String format,
    String sha256,
    List<String> features,
    List<Input> observation,
    int window,
    Optional<OutputSpec> output,
    MissingPolicy missing,
    Optional<GoldenRows> golden,
    String json) {
  /** Copies the lists and checks the ranges. */
  public ModelManifest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(sha256, "sha256");
    features = List.copyOf(features);
    observation = List.copyOf(observation);
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(golden, "golden");
    Objects.requireNonNull(json, "json");
    if (window < 1) {
      throw new IllegalArgumentException("expected a window of at least 1 bar, found " + window);
    }
  }

  /**
   * The feature names of a model: those of its file, checked against a manifest, else those of the
   * manifest, else empty strings.
   *
   * @param manifest what the producer declared
   * @param inFile the names that the model file holds; empty when it holds none
   * @param count the number of inputs that the model file asks for
   * @return {@code count} names
   * @throws InferenceException (SCHEMA_MISMATCH) showing the difference
   */
  public static List<String> featureNames(
      Optional<ModelManifest> manifest, List<String> inFile, int count) {
    List<String> declared = manifest.map(ModelManifest::features).orElse(List.of());
    if (!inFile.isEmpty() && inFile.size() != count) {
      throw mismatch(
          "expected a name for each of "
              + count
              + " inputs, found "
              + inFile.size()
              + " in the file");
    }
    if (declared.isEmpty()) {
      return inFile.isEmpty() ? Collections.nCopies(count, "") : List.copyOf(inFile);
    }
    if (inFile.isEmpty() && declared.size() != count) {
      throw mismatch(
          "expected " + count + " features, found " + declared.size() + " in the manifest");
    }
    if (!inFile.isEmpty() && !inFile.equals(declared)) {
      throw mismatch(difference(inFile, declared));
    }
    return declared;
  }

  /**
   * Describes in one line how a list of names differs from the expected one.
   *
   * @param expected the names that the model has, in order
   * @param found the names that something else has, in order
   */
  public static String difference(List<String> expected, List<String> found) {
    List<String> missing = new ArrayList<>(expected);
    missing.removeAll(new HashSet<>(found));
    List<String> extra = new ArrayList<>(found);
    extra.removeAll(new HashSet<>(expected));
    StringBuilder text = new StringBuilder();
    text.append("expected ")
        .append(expected.size())
        .append(" features, found ")
        .append(found.size());
    if (!missing.isEmpty()) {
      text.append("; missing ").append(some(missing));
    }
    if (!extra.isEmpty()) {
      text.append("; extra ").append(some(extra));
    }
    if (missing.isEmpty() && extra.isEmpty()) {
      for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
        if (!expected.get(i).equals(found.get(i))) {
          text.append("; order differs from position ")
              .append(i)
              .append(": expected ")
              .append(OneLine.quote(expected.get(i)))
              .append(", found ")
              .append(OneLine.quote(found.get(i)));
          break;
        }
      }
    }
    return text.toString();
  }

  private static String some(List<String> names) {
    int shown = Math.min(names.size(), 5);
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return names.stream().limit(shown).map(OneLine::quote).collect(Collectors.joining(", ")) + more;
  }

  private static InferenceException mismatch(String message) {
    return new InferenceException(ErrorCode.SCHEMA_MISMATCH, message);
  }
}
