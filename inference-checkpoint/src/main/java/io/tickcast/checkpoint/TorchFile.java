package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A {@code state_dict} that {@code torch.save} wrote: a zip archive since 1.6, and a row of pickles
 * before that. Nothing in it is ever executed. <i>Immutable.</i>
 */
public final class TorchFile {
  private static final String PICKLE = "/data.pkl";
  private static final String ORDER = "/byteorder";

  private final String layout;
  private final Map<String, TorchTensor> tensors;

  private TorchFile(String layout, Map<String, TorchTensor> tensors) {
    this.layout = layout;
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Reads a file whole.
   *
   * @param content the file from its position on; the position is left alone; not copied
   * @param limits what the file may ask for
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED) naming the
   *     place
   */
  public static TorchFile open(ByteBuffer content, ReadLimits limits) {
    if (ZipArchive.starts(content)) {
      return of(ZipArchive.open(content, limits), limits);
    }
    return new TorchFile("legacy", new TorchLegacy(content, limits).read());
  }

  private static TorchFile of(ZipArchive archive, ReadLimits limits) {
    String root = root(archive);
    if (archive.has(root + "/constants.pkl")) {
      throw Faults.unsupported(
          "a state_dict of PyTorch", "a TorchScript program", "the zip archive");
    }
    ByteOrder order = order(archive, root);
    ByteBuffer pickle = archive.entry(root + PICKLE);
    PickleMachine machine =
        PickleMachine.of(pickle, limits, new PolicyGuard(TorchTensors.policy()));
    PickleView state = PickleView.of(machine.run(), "state_dict");
    machine.reader().end();
    TorchStorages storages =
        (key, type, count, where) -> {
          ByteBuffer bytes = archive.entry(root + "/data/" + key).order(order);
          if (count < 0 || bytes.limit() != count * type.bytes()) {
            throw Faults.malformed(
                count + " elements of " + type.bytes() + " bytes", bytes.limit() + " bytes", where);
          }
          return bytes;
        };
    return new TorchFile("zip", new TorchTensors(storages, limits).all(state));
  }

  /** The one folder of the archive, which is called as the file was when it was written. */
  private static String root(ZipArchive archive) {
    List<String> pickles =
        archive.names().stream()
            .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .toList();
    if (pickles.size() != 1) {
      throw Faults.malformed("one data.pkl in a folder", pickles.size() + "", "the zip archive");
    }
    String root = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    for (String name : archive.names()) {
      if (!name.startsWith(root + "/") && !name.startsWith(".data/")) {
        throw Faults.malformed("all entries in one folder", Faults.quoted(name), "the zip archive");
      }
    }
    return root;
  }

  private static ByteOrder order(ZipArchive archive, String root) {
    if (!archive.has(root + ORDER)) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String order = StandardCharsets.ISO_8859_1.decode(archive.entry(root + ORDER)).toString();
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw Faults.malformed("little or big", Faults.quoted(order), "the entry byteorder");
    };
  }

  /** How the file is laid out: {@code zip} or {@code legacy}. */
  public String layout() {
    return layout;
  }

  /** The tensors by their keys, in the order of the file. */
  public Map<String, TorchTensor> tensors() {
    return tensors;
  }
}
