package io.tickcast.hub;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which configurations are new, applies them, and keeps the last one that did.
 * <i>Confined</i> to one thread, but for {@link #version}.
 */
final class HubUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(CentralHub.class);

  private final LastGoodCopy copy;
  private final HubTarget target;
  private final RefusalSink refusals;
  private Optional<HubDocument> applied = Optional.empty();
  private String lastRefusal = "";
  private volatile String version = "";

  /** Hears of refusals. */
  @FunctionalInterface
  interface RefusalSink {
    /** An update was refused. */
    void refused(String version, String why);
  }

  HubUpdates(LastGoodCopy copy, HubTarget target, RefusalSink refusals) {
    this.copy = copy;
    this.target = target;
    this.refusals = refusals;
  }

  /** The version in force; empty before the first one. */
  String version() {
    return version;
  }

  /**
   * Applies what was kept.
   *
   * @return whether there was something that did
   */
  boolean begin() {
    Optional<HubDocument> kept;
    try {
      kept = copy.read();
    } catch (InferenceException e) {
      LOG.warn("{}: it is not used", e.getMessage());
      return false;
    }
    if (kept.isEmpty()) {
      return false;
    }
    // The version counts although the file may have changed so that it does not fit any more.
    applied = kept;
    if (!apply(kept.get())) {
      return false;
    }
    version = kept.get().version().text();
    LOG.info("config version {} from the last good copy", version);
    return true;
  }

  /** Takes what the hub gives: applies it when it is new. */
  void take(HubDocument document) {
    Optional<String> why = applied.flatMap(last -> against(document, last));
    if (why.isPresent()) {
      refuse(document, why.get());
      return;
    }
    boolean same =
        applied.isPresent()
            && !version.isEmpty()
            && applied.get().version().equals(document.version())
            && applied.get().digest().equals(document.digest());
    if (same) {
      lastRefusal = "";
      return;
    }
    if (apply(document)) {
      applied = Optional.of(document);
      version = document.version().text();
      keep(document);
    }
  }

  private static Optional<String> against(HubDocument next, HubDocument last) {
    if (next.forced()) {
      return Optional.empty();
    }
    int order = next.version().compareTo(last.version());
    if (order < 0) {
      return Optional.of(
          "version: expected "
              + last.version()
              + " or a later one, found "
              + next.version()
              + ", which is not forced");
    }
    boolean other = order == 0 && !next.digest().equals(last.digest());
    return other
        ? Optional.of(
            "version: expected a later one than "
                + last.version()
                + " for other settings, found the same")
        : Optional.empty();
  }

  private boolean apply(HubDocument document) {
    try {
      target.apply(document);
      lastRefusal = "";
      return true;
    } catch (InferenceException e) {
      refuse(document, String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** What is fetched again and again is counted once. */
  private void refuse(HubDocument document, String why) {
    String refusal = document.version() + " " + why;
    if (!refusal.equals(lastRefusal)) {
      lastRefusal = refusal;
      refusals.refused(document.version().text(), why);
    }
  }

  private void keep(HubDocument document) {
    try {
      copy.write(document);
    } catch (InferenceException e) {
      if (e.code() != ErrorCode.RESOURCE_UNAVAILABLE) {
        throw e;
      }
      LOG.warn("{}: a start without the hub would find an older one", e.getMessage());
    }
  }
}
