package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code dict}, {@code OrderedDict} or {@code defaultdict}: keys and values in the order of the
 * file, a key that is given twice standing there twice. <i>Thread-safe</i> once it is read.
 */
public final class DictNode implements PickleNode {
  private final ArrayList<PickleNode> keys = new ArrayList<>(0);
  private final ArrayList<PickleNode> values = new ArrayList<>(0);
  private volatile @Nullable Map<String, PickleNode> byText;

  DictNode() {}

  /** The keys; do not compare, hash or print this list. */
  public List<PickleNode> keys() {
    return Collections.unmodifiableList(keys);
  }

  /** The value of each key; do not compare, hash or print this list. */
  public List<PickleNode> values() {
    return Collections.unmodifiableList(values);
  }

  /** The value of a key that is text; the last one, as in Python, if it is given twice. */
  public Optional<PickleNode> get(String key) {
    Map<String, PickleNode> known = byText;
    if (known == null) {
      known = index();
      byText = known;
    }
    return Optional.ofNullable(known.get(key));
  }

  private Map<String, PickleNode> index() {
    Map<String, PickleNode> index = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof TextNode text) {
        index.put(text.value(), values.get(i));
      } else if (keys.get(i) instanceof BytesNode bytes && bytes.isString()) {
        PickleNode value = values.get(i);
        bytes.text().ifPresent(text -> index.put(text, value));
      }
    }
    return index;
  }

  /** Adds keys and values that take turns. */
  void putAll(List<PickleNode> pairs) {
    for (int i = 0; i < pairs.size(); i += 2) {
      keys.add(pairs.get(i));
      values.add(pairs.get(i + 1));
    }
    byText = null;
  }

  @Override
  public String describe() {
    return "a dict of " + keys.size();
  }

  @Override
  public String toString() {
    return describe();
  }
}
