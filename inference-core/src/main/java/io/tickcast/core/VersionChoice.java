package io.tickcast.core;

import io.tickcast.api.OneLine;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which version of a model a binding means. <i>Immutable.</i> Its {@link #code} is how it is
 * written in settings, in the history and on the wire.
 */
public sealed interface VersionChoice {
  /** The version of this number and no other, whatever its deployment status. */
  record Exact(String version) implements VersionChoice {
    private static final Pattern BARE =
        Pattern.compile("(?![vV][0-9])[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}");

    /** Checks its form. */
    public Exact {
      if (!BARE.matcher(version).matches()) {
        throw Checks.invalid(
            "version",
            "a bare version such as 1.2.3, latest, or status:production",
            OneLine.quote(version));
      }
    }

    @Override
    public String code() {
      return version;
    }
  }

  /**
   * The highest version of one model by its numbers ({@code 1.10.0} is above {@code 1.9.2}, a
   * release above its candidates); of equal ones the last that was stored. Those of another
   * deployment status than production do not count; several models are an error that names them.
   */
  record Latest() implements VersionChoice {
    @Override
    public String code() {
      return LATEST;
    }
  }

  /**
   * The one version that there is; several are an error that lists them. Those of another
   * deployment status than production do not count.
   */
  record Only() implements VersionChoice {
    @Override
    public String code() {
      return ONLY;
    }
  }

  /**
   * The latest of those with a deployment status.
   *
   * @param status such as {@code production}
   */
  record WithStatus(String status) implements VersionChoice {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    /** Lower-cases it and checks its form. */
    public WithStatus {
      status = status.toLowerCase(Locale.ROOT);
      if (!WORD.matcher(status).matches()) {
        throw Checks.invalid(
            "version", "status: and a word, such as status:production", OneLine.quote(status));
      }
    }

    @Override
    public String code() {
      return STATUS + status;
    }
  }

  /**
   * A file, whatever the stores hold.
   *
   * @param path where it is
   */
  record File(Path path) implements VersionChoice {
    /** Checks that it is there. */
    public File {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public String code() {
      return FILE + path;
    }
  }

  /** The word for {@link Latest}. */
  String LATEST = "latest";

  /** The word for {@link Only}. */
  String ONLY = "only";

  /** What {@link WithStatus} begins with. */
  String STATUS = "status:";

  /** What {@link File} begins with. */
  String FILE = "file:";

  /** How it is written; {@link #parse} reads it. */
  String code();

  /**
   * Reads a choice.
   *
   * @param code a bare version, {@code latest}, {@code only}, {@code status:WORD} or {@code
   *     file:PATH}
   * @throws io.tickcast.api.InferenceException (INVALID_CONFIGURATION) when it is none of them
   */
  static VersionChoice parse(String code) {
    if (code.equals(LATEST)) {
      return new Latest();
    }
    if (code.equals(ONLY)) {
      return new Only();
    }
    if (code.startsWith(STATUS)) {
      return new WithStatus(code.substring(STATUS.length()));
    }
    if (code.startsWith(FILE)) {
      return new File(Path.of(code.substring(FILE.length())));
    }
    return new Exact(code);
  }
}
