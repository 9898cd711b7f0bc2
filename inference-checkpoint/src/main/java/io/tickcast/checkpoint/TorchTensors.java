package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes tensors of what the pickle of a {@code state_dict} says of them. <i>Confined.</i>
 *
 * <p>Source: {@code torch/_utils.py} and {@code torch/serialization.py} of PyTorch 1.5 to 2.7.
 */
final class TorchTensors {
  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_]{1,64}");
  private static final int MOST_AXES = 8;
  private static final String UTILS = "torch._utils";
  private static final String TENSOR = "_rebuild_tensor_v2";
  private static final String PARAMETER = "_rebuild_parameter";

  private final TorchStorages storages;
  private final long most;
  private long elements;

  /** What makes tensors, of at most some elements in all. */
  TorchTensors(TorchStorages storages, ReadLimits limits) {
    this.storages = storages;
    most = limits.inflatedBytes() / Float.BYTES;
  }

  /** What a checkpoint may name. */
  static SymbolPolicy policy() {
    SymbolPolicy.Builder policy =
        SymbolPolicy.of("a state_dict of PyTorch")
            .allow(UTILS, TENSOR, SymbolPolicy.Use.CALL)
            .allow(UTILS, PARAMETER, SymbolPolicy.Use.CALL)
            .allow("collections", "OrderedDict", SymbolPolicy.Use.CALL, SymbolPolicy.Use.STATE)
            .persistentIds();
    for (TorchType type : TorchType.values()) {
      policy.values("torch", type.storage());
    }
    return policy.build();
  }

  /** The tensors by their keys, in the order of the file. */
  Map<String, TorchTensor> all(PickleView root) {
    if (!(root.node() instanceof DictNode)) {
      throw root.malformed("a state_dict");
    }
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    List<PickleView> keys = root.keys();
    List<PickleView> values = root.values();
    for (int i = 0; i < keys.size(); i++) {
      String name = keys.get(i).asText();
      if (tensors.put(name, tensor(name, values.get(i))) != null) {
        throw keys.get(i).malformed("each key once");
      }
    }
    return tensors;
  }

  private TorchTensor tensor(String name, PickleView value) {
    PickleView tensor = value;
    if (value.isObject(UTILS, PARAMETER)) {
      tensor = argument(value, 0);
    }
    if (!tensor.isObject(UTILS, TENSOR)) {
      throw tensor.malformed("a tensor");
    }
    int[] shape = numbers(argument(tensor, 2));
    int[] strides = numbers(argument(tensor, 3));
    if (shape.length != strides.length || shape.length > MOST_AXES) {
      throw argument(tensor, 3)
          .malformed("a stride for each of at most " + MOST_AXES + " axes, and " + shape.length);
    }
    PickleView id = argument(tensor, 0);
    List<PickleView> parts = parts(id);
    long count = parts.get(4).asLong();
    TorchType type = type(parts.get(1));
    int offset = bounded(argument(tensor, 1), count);
    check(tensor, shape, strides, offset, count);
    String key = parts.get(2).asText();
    if (!KEY.matcher(key).matches()) {
      throw parts.get(2).malformed("the plain name of a storage");
    }
    ByteBuffer storage = storages.storage(key, type, count, tensor.path());
    return new TorchTensor(name, type, storage, offset, shape, strides);
  }

  private static PickleView argument(PickleView call, int index) {
    List<PickleView> arguments = call.arguments();
    if (index >= arguments.size()) {
      throw call.malformed("at least " + (index + 1) + " arguments");
    }
    return arguments.get(index);
  }

  /** {@code ('storage', class, key, device, number of elements)}, before 1.6 with a view. */
  private static List<PickleView> parts(PickleView id) {
    if (!(id.node() instanceof PersistentNode reference)) {
      throw id.malformed("a storage");
    }
    PickleView tuple = PickleView.of(reference.id(), id.path());
    List<PickleView> parts = tuple.items();
    boolean whole = parts.size() == 5 || (parts.size() == 6 && parts.get(5).isNone());
    if (!whole || !parts.get(0).asText().equals("storage")) {
      throw tuple.malformed("a whole storage with class, key, device and count");
    }
    return parts;
  }

  private static TorchType type(PickleView view) {
    return view.symbol()
        .flatMap(TorchType::of)
        .orElseThrow(() -> view.unsupported("a class of storage"));
  }

  private static int[] numbers(PickleView view) {
    return view.items().stream().mapToInt(item -> bounded(item, Integer.MAX_VALUE)).toArray();
  }

  private static int bounded(PickleView view, long most) {
    return view.asInt(0, (int) Math.min(Math.max(most, 0), Integer.MAX_VALUE));
  }

  /** All elements lie within the storage, and not too many tensors share one. */
  private void check(PickleView tensor, int[] shape, int[] strides, int offset, long count) {
    long size = 1;
    long last = offset;
    for (int i = 0; i < shape.length; i++) {
      size = size * shape[i];
      last += (long) Math.max(0, shape[i] - 1) * strides[i];
      if (size > most || last < 0) {
        throw tooMany(tensor);
      }
    }
    if (size > 0 && last >= count) {
      throw tensor.malformed("a tensor within its storage of " + count + " elements");
    }
    elements += size;
    if (elements > most) {
      throw tooMany(tensor);
    }
  }

  private InferenceException tooMany(PickleView tensor) {
    return Faults.limit("at most " + most + " elements", "more", tensor.path());
  }
}
