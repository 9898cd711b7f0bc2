package io.tickcast.core;

import io.tickcast.api.OneLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Tells from its first bytes what a file seems to be, for the message when no backend takes it. */
final class FileSignature {
  private static final int HEAD_MAX = 64;

  private record Magic(String hex, String words) {
    boolean matches(String head) {
      return head.startsWith(hex);
    }
  }

  private static final List<Magic> MAGICS =
      List.of(
          new Magic("1f8b", "gzip data"),
          new Magic("504b0304", "a zip archive (an agent, a TorchScript model, or skops)"),
          new Magic("504b0506", "an empty zip archive"),
          new Magic("8000", "a Python pickle"),
          new Magic("8001", "a Python pickle"),
          new Magic("8002", "a Python pickle of protocol 2"),
          new Magic("8003", "a Python pickle of protocol 3"),
          new Magic("8004", "a Python pickle of protocol 4"),
          new Magic("8005", "a Python pickle of protocol 5"),
          new Magic("7801", "zlib data (maybe a compressed joblib file)"),
          new Magic("785e", "zlib data (maybe a compressed joblib file)"),
          new Magic("789c", "zlib data (maybe a compressed joblib file)"),
          new Magic("78da", "zlib data (maybe a compressed joblib file)"),
          new Magic("425a68", "bzip2 data"),
          new Magic("fd377a585a00", "xz data"),
          new Magic("28b52ffd", "Zstandard data"),
          new Magic("04224d18", "LZ4 data"),
          new Magic("5d0000", "LZMA data"),
          new Magic("43424d31", "a CatBoost model (cbm)"),
          new Magic("62696e66", "a binary XGBoost model"),
          new Magic("894844460d0a1a0a", "an HDF5 file (Keras)"),
          new Magic("934e554d5059", "a NumPy array"),
          new Magic("50415231", "a Parquet file"),
          new Magic("7f454c46", "a native Linux library or program"),
          new Magic("cafebabe", "a Java class"),
          new Magic("25504446", "a PDF document"),
          new Magic("89504e470d0a1a0a", "a PNG image"),
          new Magic("ffd8ff", "a JPEG image"),
          new Magic("47475546", "a GGUF file (a language model)"),
          new Magic("53514c69746520666f726d6174", "a SQLite database"),
          new Magic("efbbbf", "text with a byte order mark"),
          new Magic("fffe", "UTF-16 text"),
          new Magic("feff", "UTF-16 text"),
          new Magic("7b4c", "UBJSON"),
          new Magic("7b55", "UBJSON"),
          new Magic("7b69", "UBJSON"),
          new Magic("7b6c", "UBJSON"),
          new Magic("7b24", "UBJSON"),
          new Magic("7b23", "UBJSON"));

  private FileSignature() {}

  /**
   * Names the kind of some bytes.
   *
   * @param content from its position to its limit; left alone
   */
  static String describe(ByteBuffer content) {
    byte[] head = new byte[Math.min(HEAD_MAX, content.remaining())];
    content.duplicate().get(head);
    if (head.length == 0) {
      return "an empty file";
    }
    String hex = HexFormat.of().formatHex(head);
    for (Magic magic : MAGICS) {
      if (magic.matches(hex)) {
        return magic.words();
      }
    }
    // A length of 8 bytes, then a table of contents in JSON.
    if (hex.length() >= 20 && hex.startsWith("00000000", 8) && hex.startsWith("7b22", 16)) {
      return "a safetensors file";
    }
    return text(new String(head, StandardCharsets.ISO_8859_1), hex);
  }

  private static String text(String head, String hex) {
    String start = head.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "an HTML page (a failed download?)";
    }
    if (start.startsWith("<?xml") || start.startsWith("<pmml")) {
      return "XML (PMML?)";
    }
    if (start.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer: the model itself was not fetched";
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return "JSON";
    }
    if (start.startsWith("tree")) {
      return "a LightGBM text model";
    }
    if (start.startsWith("ccopy_reg") || start.startsWith("(dp") || start.startsWith("(lp")) {
      return "a Python pickle of protocol 0";
    }
    boolean printable =
        head.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t');
    return printable
        ? "text that begins with " + OneLine.quote(head.lines().findFirst().orElse(""))
        : "data that begins with the bytes " + hex.substring(0, Math.min(16, hex.length()));
  }
}
