package io.tickcast.backend.rl;

import io.tickcast.checkpoint.DictNode;
import io.tickcast.checkpoint.ListNode;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.SymbolPolicy;
import io.tickcast.checkpoint.SymbolPolicy.Use;
import io.tickcast.checkpoint.TupleNode;
import java.util.ArrayList;
import java.util.List;

/** Reads spaces of gym (0.12 to 0.26) and gymnasium from their pickles. <i>Stateless.</i> */
final class SpaceReader {
  private static final int MOST_VALUES = 1 << 20;
  private static final int MOST_CODES = 100_000;
  private static final int MOST_PARTS = 1000;
  private static final double WHITE = 255;

  private SpaceReader() {}

  /** What the pickle of a space names; the states of random generators are passed over. */
  static SymbolPolicy policy() {
    SymbolPolicy.Builder policy = SymbolPolicy.of("a space of gym");
    for (String library : new String[] {"gym", "gymnasium"}) {
      policy.objects(library + ".spaces.box", "Box");
      policy.objects(library + ".spaces.discrete", "Discrete");
      policy.objects(library + ".spaces.multi_discrete", "MultiDiscrete");
      policy.objects(library + ".spaces.multi_binary", "MultiBinary");
      policy.objects(library + ".spaces.dict", "Dict");
      policy.objects(library + ".spaces.dict_space", "Dict");
    }
    for (String name :
        new String[] {"__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"}) {
      policy.allow("numpy.random._pickle", name, Use.CALL, Use.STATE);
    }
    policy.values("numpy.random._mt19937", "MT19937");
    policy.values("numpy.random._pcg64", "PCG64");
    policy.values("numpy.random.bit_generator", "SeedSequence");
    policy.allow("numpy.random.bit_generator", "__pyx_unpickle_SeedSequence", Use.CALL, Use.STATE);
    return policy.build();
  }

  /** Reads a space. */
  static Space read(PickleView view) {
    return isDict(view) ? dict(view) : single(view);
  }

  private static boolean isDict(PickleView view) {
    return name(view).equals("Dict");
  }

  private static String name(PickleView view) {
    return view.symbol().map(symbol -> symbol.name()).orElse("");
  }

  private static Space dict(PickleView view) {
    PickleView spaces = view.attribute("spaces");
    if (!(spaces.node() instanceof DictNode)) {
      throw spaces.malformed("a dict of spaces");
    }
    List<PickleView> keys = spaces.keys();
    List<PickleView> values = spaces.values();
    if (keys.isEmpty() || keys.size() > MOST_PARTS) {
      throw spaces.malformed("a dict of 1 to " + MOST_PARTS + " spaces");
    }
    List<Space.Part> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i).asText();
      if (parts.stream().anyMatch(part -> part.name().equals(key))) {
        throw keys.get(i).malformed("each key once");
      }
      parts.add(new Space.Part(key, single(values.get(i))));
    }
    return new Space.Dict(parts);
  }

  private static Space single(PickleView view) {
    return switch (name(view)) {
      case "Box" -> box(view);
      case "Discrete" -> new Space.Discrete(view.attribute("n").asInt(1, MOST_CODES));
      case "MultiDiscrete" -> multiDiscrete(view.attribute("nvec"));
      case "MultiBinary" -> new Space.MultiBinary(product(view.attribute("n")));
      default ->
          throw view.unsupported("a Box, Discrete, MultiDiscrete, MultiBinary, or a Dict of them");
    };
  }

  private static Space box(PickleView view) {
    NdArray low = view.attribute("low").asArray();
    double[] lows = view.attribute("low").asDoubles();
    double[] highs = view.attribute("high").asDoubles();
    int[] shape = low.shape();
    view.attribute("high").asArray(shape);
    if (lows.length == 0 || lows.length > MOST_VALUES) {
      throw view.unsupported("a Box of 1 to " + MOST_VALUES + " values");
    }
    for (int i = 0; i < lows.length; i++) {
      if (!(lows[i] <= highs[i])) {
        throw view.malformed("bounds in order, and not " + lows[i] + " and " + highs[i]);
      }
    }
    if (isImage(low, lows, highs)) {
      throw view.unsupported("observations other than images");
    }
    return new Space.Box(shape, lows, highs, type(view.attribute("low")));
  }

  private static boolean isImage(NdArray low, double[] lows, double[] highs) {
    boolean bytes = low.type().kind() != NumpyType.Kind.FLOAT && low.type().size() == 1;
    return bytes && low.shape().length == 3 && lows[0] == 0 && highs[0] == WHITE;
  }

  private static Space.Type type(PickleView low) {
    NumpyType type = low.asArray().type();
    if (type.kind() != NumpyType.Kind.FLOAT) {
      return Space.Type.WHOLE;
    }
    return switch (type.size()) {
      case 4 -> Space.Type.FLOAT32;
      case 8 -> Space.Type.FLOAT64;
      default -> throw low.unsupported("a Box of 32 or 64 bits");
    };
  }

  private static Space multiDiscrete(PickleView counts) {
    if (counts.asArray().shape().length != 1) {
      throw counts.unsupported("a MultiDiscrete of one axis");
    }
    long[] values = counts.asLongs();
    int[] codes = new int[values.length];
    long sum = 0;
    for (int i = 0; i < codes.length; i++) {
      sum += values[i];
      if (values[i] < 1 || sum > MOST_CODES || sum < 0) {
        throw counts.malformed("1 to " + MOST_CODES + " codes");
      }
      codes[i] = (int) values[i];
    }
    if (codes.length == 0) {
      throw counts.malformed("1 to " + MOST_CODES + " codes");
    }
    return new Space.MultiDiscrete(codes);
  }

  /** The size of a MultiBinary, a number or one for each axis. */
  private static int product(PickleView n) {
    boolean axes =
        n.node() instanceof TupleNode
            || n.node() instanceof ListNode
            || (n.node() instanceof NdArray array && array.shape().length == 1);
    if (!axes) {
      return n.asInt(1, MOST_VALUES);
    }
    long product = 1;
    for (PickleView axis : n.items()) {
      product *= axis.asInt(1, MOST_VALUES);
      if (product > MOST_VALUES) {
        throw n.unsupported("a MultiBinary of 1 to " + MOST_VALUES + " values");
      }
    }
    return (int) product;
  }
}
