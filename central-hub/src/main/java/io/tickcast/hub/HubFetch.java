package io.tickcast.hub;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;

/** One try to get the configuration. <i>Confined.</i> */
final class HubFetch {
  private final HubSettings settings;
  private final HubHttp http;

  HubFetch(HubSettings settings, HubHttp http) {
    this.settings = settings;
    this.http = http;
  }

  /** What a try came to. */
  sealed interface Result {
    /** The hub gave a configuration. */
    record Given(HubDocument document) implements Result {}

    /**
     * It did not.
     *
     * @param why one line
     * @param again whether another try may help
     */
    record Failed(String why, boolean again) implements Result {}
  }

  Result tryOnce() {
    HubHttp.Answer answer;
    try {
      answer = http.get(settings.configPath());
    } catch (InferenceException e) {
      return new Result.Failed(message(e), e.code() == ErrorCode.EXTERNAL_UNAVAILABLE);
    }
    if (answer.status() != 200) {
      boolean again = answer.status() >= 500 || answer.status() == 429 || answer.status() == 408;
      return new Result.Failed(where() + ": expected status 200, found " + answer.status(), again);
    }
    try {
      return new Result.Given(HubDocument.parse(answer.body(), where()));
    } catch (InferenceException e) {
      return new Result.Failed(message(e), false);
    }
  }

  private String where() {
    return settings.at(settings.configPath()).toString();
  }

  private static String message(InferenceException e) {
    return Problems.line(String.valueOf(e.getMessage()));
  }
}
