package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A pickle or joblib file that was read: a graph of inert values. <i>Immutable.</i>
 *
 * <p>The values are views of the file's buffer, or of the bytes that it was inflated to.
 */
public final class CheckpointFile {
  private static final int PREFIX = 1 << 16;
  private static final String ROOT = "root";

  private final String compression;
  private final int protocol;
  private final boolean newNumpy;
  private final PickleNode root;

  private CheckpointFile(String compression, PickleMachine machine, PickleNode root) {
    this.compression = compression;
    protocol = machine.statedProtocol();
    newNumpy = machine.namedNewNumpy();
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @param content the file from its position on; the position is left alone
   * @param limits what the file may ask for
   * @param policy what it may name; all else is refused at the opcode
   * @throws InferenceException (MALFORMED_MODEL) when the bytes are not what they should be;
   *     (UNSUPPORTED_MODEL) for symbols and types that are not taken; (LIMIT_EXCEEDED); the message
   *     names the opcode and its offset in the inflated bytes
   */
  public static CheckpointFile open(ByteBuffer content, ReadLimits limits, SymbolPolicy policy) {
    ByteBuffer file = content.slice().asReadOnlyBuffer();
    if (file.limit() > limits.bytes()) {
      throw Faults.limit(
          "a file of at most " + limits.bytes() + " bytes", file.limit() + "", "its size");
    }
    Optional<Compression> compression = Compression.of(file);
    ByteBuffer pickle = inflated(file, compression, limits);
    PickleMachine machine = PickleMachine.of(pickle, limits, new PolicyGuard(policy));
    PickleNode root = machine.run();
    machine.reader().end();
    return new CheckpointFile(compression.map(Compression::label).orElse("none"), machine, root);
  }

  private static ByteBuffer inflated(
      ByteBuffer file, Optional<Compression> compression, ReadLimits limits) {
    if (compression.isEmpty()) {
      return file;
    }
    ByteBuffer inflated = new Inflation(file, compression.get(), limits).all();
    Optional<Compression> inner = Compression.of(inflated);
    if (inner.isPresent()) {
      throw Faults.unsupported(
          "a pickle inside " + compression.get().label(), inner.get().label(), "byte 0");
    }
    return inflated;
  }

  /**
   * Tells what a file is by the first 64 KiB of its pickle; never throws for any content.
   *
   * @param content the file from its position on; the position is left alone
   * @return empty if these are no pickle
   */
  public static Optional<Peek> peek(ByteBuffer content) {
    ByteBuffer file = content.slice().asReadOnlyBuffer();
    Optional<Compression> compression = Compression.of(file);
    ByteBuffer prefix =
        compression.isPresent()
            ? ByteBuffer.wrap(
                    new Inflation(file, compression.get(), ReadLimits.DEFAULTS).prefix(PREFIX))
                .asReadOnlyBuffer()
            : file.slice(0, Math.min(PREFIX, file.limit()));
    return Peek.of(prefix, compression.map(Compression::label).orElse("none"));
  }

  /** Whether a file begins as one that joblib compressed; the position is left alone. */
  public static boolean isPacked(ByteBuffer content) {
    return Compression.of(content.slice()).isPresent();
  }

  /**
   * Lists what a file names, whether it would be taken or not, for people.
   *
   * @param content the file from its position on; the position is left alone
   * @param limits what the file may ask for
   */
  public static Inspection inspect(ByteBuffer content, ReadLimits limits) {
    ByteBuffer file = content.slice().asReadOnlyBuffer();
    SymbolList symbols = new SymbolList();
    Optional<Compression> compression = Compression.of(file);
    String label = compression.map(Compression::label).orElse("none");
    try {
      ByteBuffer pickle = inflated(file, compression, limits);
      PickleMachine.of(pickle, limits, symbols).run();
      return new Inspection(label, symbols.found(), Optional.empty());
    } catch (InferenceException e) {
      return new Inspection(label, symbols.found(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * What a pickle names.
   *
   * @param compression what the file is packed with, or {@code none}
   * @param symbols each symbol at its first place, in the order of the file
   * @param fault why the pickle was not followed to its end
   */
  public record Inspection(String compression, List<Named> symbols, Optional<String> fault) {
    /** Copies the list. */
    public Inspection {
      symbols = List.copyOf(symbols);
    }
  }

  /**
   * A symbol that a pickle names.
   *
   * @param symbol the symbol
   * @param opcode how it is named, such as {@code STACK_GLOBAL}
   * @param offset where, in the inflated bytes
   */
  public record Named(Symbol symbol, String opcode, long offset) {}

  /** What the file is packed with, such as {@code zlib}, or {@code none}. */
  public String compression() {
    return compression;
  }

  /** The protocol that the pickle names, 0 if it names none. */
  public int protocol() {
    return protocol;
  }

  /** Whether NumPy 2 or later wrote something in it; false also when nothing in it tells. */
  public boolean isOfNumpy2() {
    return newNumpy;
  }

  /** The pickled value, by the path {@code root}. */
  public PickleView root() {
    return PickleView.of(root, ROOT);
  }
}
