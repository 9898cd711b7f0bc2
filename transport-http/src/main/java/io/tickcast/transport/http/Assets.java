package io.tickcast.transport.http;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files of the page, read from the class path once. <i>Immutable.</i> */
final class Assets {
  private static final List<String> FILES =
      List.of(
          "index.html",
          "icon.svg",
          "page.css",
          "page.js",
          "chart.js",
          "detail.js",
          "dom.js",
          "feed.js",
          "overview.js",
          "table.js",
          "words.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Asset> byName;

  /** A file: its bytes are not to be altered. */
  record Asset(String contentType, byte[] bytes, String etag) {}

  private Assets(Map<String, Asset> byName) {
    this.byName = byName;
  }

  /**
   * Reads the files.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when one is not in the jar
   */
  static Assets load() {
    Map<String, Asset> assets = new LinkedHashMap<>();
    for (String name : FILES) {
      byte[] bytes = read(name);
      assets.put(name, new Asset(type(name), bytes, etag(bytes)));
    }
    return new Assets(assets);
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static String type(String name) {
    return Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new InferenceException(
            ErrorCode.RESOURCE_UNAVAILABLE,
            "expected the page's file '" + name + "' on the class path, found none");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected the page's file '" + name + "' to be readable, found " + e,
          e);
    }
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every JDK has", e);
    }
  }
}
