package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what somebody speaks of. <i>Stateless.</i> */
final class RegistryTargets {
  private static final char SEPARATOR = '/';

  private RegistryTargets() {}

  /**
   * The binding of a name, or the series of {@code SYMBOL/TIMEFRAME}.
   *
   * @throws InferenceException (NOT_FOUND) listing the bindings that there are
   */
  static RegistryTarget find(
      String text,
      List<Binding> bindings,
      EngineParts parts,
      Function<Series, Optional<Binding>> ofSeries) {
    int at = text.lastIndexOf(SEPARATOR);
    if (at >= 0) {
      Series series =
          parts.router.series(
              parts.symbols.canonical(text.substring(0, at)), Timeframe.of(text.substring(at + 1)));
      return ofSeries
          .apply(series)
          .map(binding -> new RegistryTarget(binding, Optional.of(series)))
          .orElseThrow(() -> unknown(text, bindings));
    }
    return bindings.stream()
        .filter(binding -> binding.name().equals(text))
        .findFirst()
        .map(binding -> new RegistryTarget(binding, Optional.empty()))
        .orElseThrow(() -> unknown(text, bindings));
  }

  private static InferenceException unknown(String text, List<Binding> bindings) {
    List<String> names = bindings.stream().map(Binding::name).toList();
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "expected a binding"
            + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")")
            + " or a series that one serves, such as EURUSD/5m, found "
            + OneLine.quote(text)
            + Nearest.suggestion(text, names));
  }

  /**
   * Reads a version that an operator asks for.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when it has no known form, or is a file:
   *     that is for the configuration to name
   */
  static VersionChoice choice(String version) {
    VersionChoice choice = VersionChoice.parse(version);
    if (choice instanceof VersionChoice.File) {
      throw Checks.invalid(
          "version", "one of the stores: 1.2.3, latest or status:production", "a file");
    }
    return choice;
  }

  /** What stands for a binding where a program serves a model by itself. */
  static Binding ofProgram(LoadedModel model, Series series) {
    return new Binding(
        series.symbol + "-" + series.timeframe.code(),
        List.of(series.symbol),
        List.of(series.timeframe.code()),
        model.name(),
        new VersionChoice.Only(),
        Optional.empty());
  }
}
