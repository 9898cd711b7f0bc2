package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The layout that {@code torch.save} wrote before 1.6: pickles of a magic number, a version, what
 * the machine was like, the object, and the keys of its storages; then the storages themselves,
 * each behind its number of elements. <i>Confined.</i>
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;
  private static final int MOST_STORAGES = 100_000;
  private static final String PLACE = "the storages of a legacy PyTorch file";

  private final ByteBuffer file;
  private final ReadLimits limits;
  private final Map<String, TorchType> wanted = new LinkedHashMap<>();
  private final Map<String, ByteBuffer> found = new HashMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** A reader of a file from its position on. */
  TorchLegacy(ByteBuffer content, ReadLimits limits) {
    file = content.slice().asReadOnlyBuffer();
    this.limits = limits;
  }

  Map<String, TorchTensor> read() {
    header();
    PickleView state = next("state_dict");
    PickleView keys = next("storage keys");
    // Once for the types of the storages, which lie behind, and once for their bytes.
    new TorchTensors(this::want, limits).all(state);
    storages(keys);
    return new TorchTensors(this::take, limits).all(state);
  }

  private void header() {
    PickleView magic = next("magic number");
    boolean known =
        magic.node() instanceof PickleNode.BigInt number && number.value().equals(MAGIC);
    if (!known) {
      throw magic.malformed("the magic number of a PyTorch file");
    }
    PickleView version = next("version");
    if (version.asLong() != VERSION) {
      throw version.unsupported("version " + VERSION + " of the legacy layout");
    }
    boolean little = next("system").attribute("little_endian").asBool();
    order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private PickleView next(String name) {
    PickleMachine machine = PickleMachine.of(file, limits, new PolicyGuard(TorchTensors.policy()));
    return PickleView.of(machine.run(), name);
  }

  private ByteBuffer want(String key, TorchType type, long count, String where) {
    TorchType other = wanted.putIfAbsent(key, type);
    if ((other != null && other != type) || wanted.size() > MOST_STORAGES) {
      throw Faults.malformed("one type for each storage", "another", where);
    }
    return file;
  }

  private void storages(PickleView keys) {
    for (PickleView view : keys.items()) {
      String key = view.asText();
      TorchType type = wanted.get(key);
      if (type == null) {
        throw view.malformed("the key of a storage that a tensor has");
      }
      long count = require(Long.BYTES).order(order).getLong();
      if (count < 0 || count > limits.bytes()) {
        throw cut(count + " elements");
      }
      int bytes = require(count * type.bytes()).position();
      if (found.put(key, file.slice(bytes, (int) count * type.bytes())) != null) {
        throw view.malformed("each storage once");
      }
      file.position(bytes + (int) count * type.bytes());
    }
    if (file.hasRemaining()) {
      throw Faults.malformed("nothing behind the storages", file.remaining() + " bytes", PLACE);
    }
  }

  private ByteBuffer take(String key, TorchType type, long count, String where) {
    ByteBuffer bytes = found.get(key);
    if (bytes == null || count < 0 || bytes.limit() / type.bytes() != count) {
      throw Faults.malformed(count + " elements in a storage", "another number", where);
    }
    return bytes.order(order);
  }

  private ByteBuffer require(long bytes) {
    if (bytes > file.remaining()) {
      throw cut(bytes + " more bytes");
    }
    return file;
  }

  private InferenceException cut(String expected) {
    return Faults.malformed(expected, file.remaining() + " bytes", PLACE);
  }
}
