package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a pickle on inert values: nothing is called, and nothing is recursive.
 * <i>Confined.</i>
 *
 * <p>Source: CPython's {@code Lib/pickle.py}, class {@code _Unpickler}; PEP 307, 574 and 3154.
 */
final class PickleMachine {
  private static final int NEWEST_PROTOCOL = 5;

  /** What NumPy 2 calls its inner modules. */
  private static final String NEW_NUMPY = "numpy._core.";

  private final OpcodeReader reader;
  private final ReadLimits limits;
  private final ReadBudget budget;
  private final SymbolGuard guard;
  private final Literals literals;
  private final Stack stack;
  private final Memo memo;
  private final Construction construction;
  private final int begin;
  private int protocol;
  private boolean newNumpy;

  private PickleMachine(
      ByteBuffer content,
      ReadLimits limits,
      ReadBudget budget,
      SymbolGuard guard,
      Optional<ArrayStream> arrays) {
    reader = new OpcodeReader(content, limits);
    begin = content.position();
    this.limits = limits;
    this.budget = budget;
    this.guard = guard;
    literals = new Literals(reader, limits);
    stack = new Stack(reader, limits.nesting());
    memo = new Memo(limits.memo());
    construction = new Construction(reader, budget, guard, arrays);
  }

  /** A machine for a file, between whose opcodes joblib's arrays may stand. */
  static PickleMachine of(ByteBuffer content, ReadLimits limits, SymbolGuard guard) {
    ReadBudget budget = new ReadBudget(limits);
    return new PickleMachine(
        content, limits, budget, guard, Optional.of(new ArrayStream(limits, budget, guard)));
  }

  /** A machine for the pickle of one array of objects within such a file. */
  static PickleMachine within(
      ByteBuffer content, ReadLimits limits, ReadBudget budget, SymbolGuard guard) {
    return new PickleMachine(content, limits, budget, guard, Optional.empty());
  }

  /**
   * Runs up to the opcode STOP.
   *
   * @return the root
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED) at the first
   *     fault, naming the opcode and its place
   */
  PickleNode run() {
    while (true) {
      Opcode opcode = reader.next();
      budget.opcode(reader);
      if (opcode == Opcode.STOP) {
        return root();
      }
      step(opcode);
    }
  }

  private PickleNode root() {
    if (!stack.isSingle()) {
      throw Faults.malformed("one value in the end", stack.size() + "", reader.where());
    }
    return stack.pop();
  }

  private void step(Opcode opcode) {
    switch (opcode) {
      case PROTO -> protocol();
      case FRAME -> {} // The reader's matter.
      case STOP -> throw new IllegalStateException("STOP is the loop's matter");
      case MARK -> stack.mark();
      case POP -> stack.drop();
      case POP_MARK -> stack.popMark();
      case DUP -> stack.push(stack.top());
      case GET -> stack.push(memo.get(literals.index(), reader));
      case BINGET, LONG_BINGET -> stack.push(memo.get(reader.number(), reader));
      case PUT -> memo.put(literals.index(), stack.top(), reader);
      case BINPUT, LONG_BINPUT -> memo.put(reader.number(), stack.top(), reader);
      case MEMOIZE -> memo.put(memo.size(), stack.top(), reader);
      case APPEND -> append(List.of(stack.pop()));
      case APPENDS -> append(stack.popMark());
      case SETITEM -> put(stack.pop(2));
      case SETITEMS -> put(stack.popMark());
      case ADDITEMS -> add(stack.popMark());
      case GLOBAL -> push(named(reader.module(), reader.symbol()));
      case STACK_GLOBAL -> push(symbolOfStack());
      case REDUCE -> {
        List<PickleNode> pair = stack.pop(2);
        push(construction.call(pair.get(0), pair.get(1)));
      }
      case NEWOBJ -> {
        List<PickleNode> pair = stack.pop(2);
        push(construction.make(pair.get(0), pair.get(1), Optional.empty()));
      }
      case NEWOBJ_EX -> {
        List<PickleNode> all = stack.pop(3);
        push(construction.make(all.get(0), all.get(1), Optional.of(all.get(2))));
      }
      case INST -> {
        Symbol type = named(reader.module(), reader.symbol());
        push(construction.call(type, new TupleNode(stack.popMark())));
      }
      case OBJ -> push(instance(stack.popMark()));
      case BUILD -> build();
      case PERSID -> persistent(TextNode.of(reader.ascii(limits.nameLength())));
      case BINPERSID -> persistent(stack.pop());
      case EXT1, EXT2, EXT4, NEXT_BUFFER, READONLY_BUFFER -> throw outside(opcode);
      default -> push(value(opcode));
    }
  }

  /** The value that an opcode pushes which takes nothing but what is on the stack. */
  private PickleNode value(Opcode opcode) {
    return switch (opcode) {
      case NONE -> PickleNode.None.NONE;
      case NEWTRUE -> new PickleNode.Bool(true);
      case NEWFALSE -> new PickleNode.Bool(false);
      case INT -> literals.intLine();
      case LONG -> literals.longLine();
      case BININT, BININT1, BININT2 -> new PickleNode.Int(reader.number());
      case LONG1, LONG4 -> literals.longBytes();
      case FLOAT -> literals.floatLine();
      case BINFLOAT -> literals.floatBytes();
      case STRING -> literals.stringLine();
      case BINSTRING, SHORT_BINSTRING -> literals.bytes(true);
      case BINBYTES, SHORT_BINBYTES, BINBYTES8, BYTEARRAY8 -> literals.bytes(false);
      case UNICODE -> literals.textLine();
      case BINUNICODE, SHORT_BINUNICODE, BINUNICODE8 -> literals.text();
      case EMPTY_LIST -> new ListNode();
      case LIST -> new ListNode(stack.popMark());
      case EMPTY_TUPLE -> new TupleNode(List.of());
      case TUPLE -> new TupleNode(stack.popMark());
      case TUPLE1 -> new TupleNode(stack.pop(1));
      case TUPLE2 -> new TupleNode(stack.pop(2));
      case TUPLE3 -> new TupleNode(stack.pop(3));
      case EMPTY_DICT -> new DictNode();
      case DICT -> dict(stack.popMark());
      case EMPTY_SET -> new SetNode(List.of(), false);
      case FROZENSET -> new SetNode(stack.popMark(), true);
      default -> throw new IllegalStateException("no rule for the opcode " + opcode);
    };
  }

  private void push(PickleNode made) {
    budget.objects(1, reader);
    stack.push(made);
  }

  private void protocol() {
    if (reader.offset() != begin) {
      throw Faults.malformed("a protocol in front of all else", "one behind", reader.where());
    }
    protocol = (int) reader.number();
    if (protocol > NEWEST_PROTOCOL) {
      throw Faults.unsupported(
          "a protocol from 0 to " + NEWEST_PROTOCOL, protocol + "", reader.where());
    }
  }

  private void append(List<PickleNode> items) {
    PickleNode target = stack.top();
    if (target instanceof ListNode list) {
      list.addAll(items);
    } else if (target instanceof ObjectNode object) {
      guard.use(object.symbol(), SymbolPolicy.Use.ITEMS, reader);
      object.append(items);
    } else {
      throw unexpected("a list", target);
    }
  }

  private void add(List<PickleNode> items) {
    PickleNode target = stack.top();
    if (target instanceof SetNode set && !set.isFrozen()) {
      set.addAll(items);
    } else if (target instanceof ObjectNode object) {
      guard.use(object.symbol(), SymbolPolicy.Use.ITEMS, reader);
      object.append(items);
    } else {
      throw unexpected("a set", target);
    }
  }

  private void put(List<PickleNode> pairs) {
    checkPairs(pairs);
    PickleNode target = stack.top();
    if (target instanceof DictNode dict) {
      dict.putAll(pairs);
    } else if (target instanceof ObjectNode object) {
      guard.use(object.symbol(), SymbolPolicy.Use.ITEMS, reader);
      object.put(pairs);
    } else {
      throw unexpected("a dict", target);
    }
  }

  private DictNode dict(List<PickleNode> pairs) {
    checkPairs(pairs);
    DictNode dict = new DictNode();
    dict.putAll(pairs);
    return dict;
  }

  private void checkPairs(List<PickleNode> pairs) {
    if (pairs.size() % 2 != 0) {
      throw Faults.malformed("pairs of keys and values", "a key alone", reader.where());
    }
  }

  private Symbol named(String module, Symbol symbol) {
    newNumpy |= module.startsWith(NEW_NUMPY);
    guard.name(symbol, reader);
    return symbol;
  }

  private Symbol symbolOfStack() {
    List<PickleNode> pair = stack.pop(2);
    String module = nameOf(pair.get(0));
    return named(module, new Symbol(module, nameOf(pair.get(1))));
  }

  private String nameOf(PickleNode node) {
    if (!(node instanceof TextNode text)) {
      throw unexpected("a name", node);
    }
    int length = text.utf8().remaining();
    if (length > limits.nameLength()) {
      throw Faults.limit(
          "a name of at most " + limits.nameLength() + " bytes", length + "", reader.where());
    }
    return text.value();
  }

  private PickleNode instance(List<PickleNode> classAndArguments) {
    if (classAndArguments.isEmpty()) {
      throw Faults.malformed("a class", "none", reader.where());
    }
    List<PickleNode> arguments = classAndArguments.subList(1, classAndArguments.size());
    return construction.call(classAndArguments.get(0), new TupleNode(arguments));
  }

  private void build() {
    PickleNode state = stack.pop();
    PickleNode target = stack.pop();
    PickleNode built = construction.build(target, state);
    if (built != target) {
      budget.objects(1, reader);
    }
    stack.push(built);
  }

  private void persistent(PickleNode id) {
    guard.persistentId(reader);
    push(new PersistentNode(id));
  }

  private InferenceException outside(Opcode opcode) {
    String what =
        switch (opcode) {
          case EXT1, EXT2, EXT4 -> "the number of a class in a registry";
          default -> "bytes outside of the pickle";
        };
    return Faults.unsupported("a pickle that says all itself", what, reader.where());
  }

  private InferenceException unexpected(String expected, PickleNode found) {
    return Faults.malformed(expected, found.describe(), reader.where());
  }

  /** The protocol that the pickle names, 0 if it names none. */
  int statedProtocol() {
    return protocol;
  }

  /** Whether a symbol was named as NumPy 2 names its own. */
  boolean namedNewNumpy() {
    return newNumpy;
  }

  OpcodeReader reader() {
    return reader;
  }

  Stack stack() {
    return stack;
  }
}
