package io.tickcast.backend.rl;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ReadLimits;
import io.tickcast.checkpoint.TorchFile;
import io.tickcast.checkpoint.ZipArchive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A zip file that {@code model.save} of Stable-Baselines3 wrote. Its optimizers, variables and
 * system information are never looked at. <i>Immutable.</i>
 *
 * @param version of the library that wrote it, as it says
 * @param layout of its weights: {@code zip} or {@code legacy}
 * @param settings what it says of its policy
 * @param weights its policy's
 */
record Sb3File(String version, String layout, PolicySettings settings, Weights weights) {
  private static final String DATA = "data";
  private static final String WEIGHTS = "policy.pth";
  private static final String VERSION = "_stable_baselines3_version";
  private static final ReadLimits LIMITS =
      ReadLimits.DEFAULTS.withCounts(2_000_000, 500_000, 500_000);

  /** Whether an archive has the entries of an agent. */
  static boolean isOne(ZipArchive archive) {
    return archive.has(DATA) && archive.has(WEIGHTS);
  }

  /** The limits of what an agent may ask for. */
  static ReadLimits limits() {
    return LIMITS;
  }

  /**
   * Reads an agent.
   *
   * @param content the file from its position on; the position is left alone
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED)
   */
  static Sb3File read(ByteBuffer content) {
    ZipArchive archive = ZipArchive.open(content, LIMITS);
    PolicySettings settings =
        PolicySettings.of(JsonTree.read(archive.entry(DATA), "the entry data"));
    TorchFile torch = torch(archive);
    return new Sb3File(version(archive), torch.layout(), settings, new Weights(torch.tensors()));
  }

  private static TorchFile torch(ZipArchive archive) {
    try {
      return TorchFile.open(archive.entry(WEIGHTS), LIMITS);
    } catch (InferenceException e) {
      throw Faults.in(WEIGHTS, e);
    }
  }

  private static String version(ZipArchive archive) {
    if (!archive.has(VERSION)) {
      return "unknown";
    }
    ByteBuffer bytes = archive.entry(VERSION);
    bytes.limit(Math.min(bytes.limit(), 32));
    String text = StandardCharsets.ISO_8859_1.decode(bytes).toString().strip();
    return text.matches("[0-9A-Za-z.+-]{1,32}") ? text : "unknown";
  }
}
