package io.tickcast.trees;

import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads transformers of columns, which are told by place, name, mask or range.
 *
 * <p>Source: {@code compose/_column_transformer.py}, versions 0.20 to 1.9.
 */
final class SklearnColumns {
  private final SklearnSteps steps;

  SklearnColumns(SklearnSteps steps) {
    this.steps = steps;
  }

  SklearnPart read(SklearnFields fields) {
    if (fields.has("transformer_weights")) {
      throw fields.get("transformer_weights").unsupported("no weights of transformers");
    }
    int features = fields.features();
    List<SklearnJoin.Member> members = new ArrayList<>();
    for (PickleView entry : fields.get("transformers_").items()) {
      if (entry.items().size() != 3) {
        throw entry.malformed("a name, a transformer and columns");
      }
      int[] columns = columns(fields, entry, features);
      PickleView transformer = entry.items().get(1);
      if (columns.length > 0 && !isDrop(transformer)) {
        members.add(member(transformer, columns));
      }
    }
    if (members.isEmpty()) {
      throw fields.view().unsupported("a column that is kept");
    }
    return new SklearnJoin(features, members);
  }

  private static boolean isDrop(PickleView transformer) {
    return transformer.node() instanceof TextNode && transformer.asText().equals("drop");
  }

  private SklearnJoin.Member member(PickleView transformer, int[] columns) {
    SklearnPart part = steps.read(transformer).orElseGet(() -> new SklearnPassing(columns.length));
    if (part.inputs() != columns.length) {
      throw transformer.malformed("a transformer of " + columns.length + " columns");
    }
    return new SklearnJoin.Member(part, columns);
  }

  private static int[] columns(SklearnFields fields, PickleView entry, int features) {
    String name = entry.items().get(0).asText();
    Optional<PickleView> known =
        fields.find("_transformer_to_input_indices").flatMap(indices -> indices.find(name));
    PickleView columns = known.orElse(entry.items().get(2));
    if (columns.isObject("builtins", "slice")) {
      return range(columns, features);
    }
    if (columns.node() instanceof NdArray array && array.type().kind() == NumpyType.Kind.BOOL) {
      return marked(columns, features);
    }
    List<PickleView> items = columns.items();
    if (items.size() > SklearnFormat.MAX_FEATURES) {
      throw columns.malformed("at most " + SklearnFormat.MAX_FEATURES + " columns");
    }
    return items.stream().mapToInt(item -> column(fields, item, features)).toArray();
  }

  private static int column(SklearnFields fields, PickleView item, int features) {
    if (item.node() instanceof TextNode) {
      int place = fields.featureNames().indexOf(item.asText());
      if (place < 0 || place >= features) {
        throw item.unsupported("a column among feature_names_in_");
      }
      return place;
    }
    if (item.node() instanceof PickleNode.Bool) {
      throw item.unsupported("columns by place or name");
    }
    int place = item.asInt(-features, features - 1);
    return place < 0 ? place + features : place;
  }

  private static int[] marked(PickleView mask, int features) {
    long[] flags = mask.asLongs();
    if (flags.length != features) {
      throw mask.malformed("a mask of " + features + " columns");
    }
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != 0) {
        columns.add(i);
      }
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A range of places with a step of 1. */
  private static int[] range(PickleView slice, int features) {
    List<PickleView> bounds = slice.arguments();
    if (bounds.size() != 3 || !(bounds.get(2).isNone() || bounds.get(2).asLong() == 1)) {
      throw slice.unsupported("a range of columns one by one");
    }
    int from = bound(bounds.get(0), 0, features);
    int until = Math.max(from, bound(bounds.get(1), features, features));
    int[] columns = new int[until - from];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = from + i;
    }
    return columns;
  }

  private static int bound(PickleView view, int absent, int features) {
    if (view.isNone()) {
      return absent;
    }
    if (view.node() instanceof TextNode) {
      throw view.unsupported("a range of places");
    }
    long place = view.asLong();
    return (int) Math.min(Math.max(place < 0 ? place + features : place, 0), features);
  }
}
