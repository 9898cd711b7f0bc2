package io.tickcast.examples.service;

import io.tickcast.backend.onnx.OnnxModelProvider;
import io.tickcast.backend.rl.TorchscriptModelProvider;
import io.tickcast.backend.rl.TorchscriptRule;
import io.tickcast.core.InferenceEngineBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which model files may reach native code. <i>Immutable.</i>
 *
 * @param onnx the digests of the only ONNX files that may; empty for no limit
 * @param torchscript which TorchScript files may run
 * @param torchscriptSha256 digests of TorchScript files that may run beside those
 */
record NativeCode(Set<String> onnx, TorchscriptRule torchscript, Set<String> torchscriptSha256) {
  private static final SettingType<TorchscriptRule> RULE =
      SettingType.choice(
          Map.of(
              "declared", TorchscriptRule.DECLARED,
              "allow", TorchscriptRule.ALLOW,
              "deny", TorchscriptRule.DENY));

  /** Copies the sets. */
  NativeCode {
    onnx = Set.copyOf(onnx);
    torchscriptSha256 = Set.copyOf(torchscriptSha256);
  }

  /** Reads the settings of the block {@code models}. */
  static NativeCode read(ConfigSection models) {
    return new NativeCode(
        digests(models, "onnx_sha256"),
        models.value("torchscript", RULE, TorchscriptRule.DECLARED),
        digests(models, "torchscript_sha256"));
  }

  private static Set<String> digests(ConfigSection models, String key) {
    return models.list(key, SettingType.SHA256, List.of()).stream()
        .map(ConfigSection.Located::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Has an engine load models by these rules. */
  InferenceEngineBuilder addTo(InferenceEngineBuilder builder) {
    if (!onnx.isEmpty()) {
      builder.modelProvider(new OnnxModelProvider(onnx));
    }
    boolean usual = torchscript == TorchscriptRule.DECLARED && torchscriptSha256.isEmpty();
    return usual
        ? builder
        : builder.modelProvider(new TorchscriptModelProvider(torchscript, torchscriptSha256));
  }
}
