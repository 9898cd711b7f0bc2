package io.tickcast.transport.http;

import io.javalin.http.Context;
import java.util.Optional;

/** Lets those in who show the admin token. */
final class AdminDoor {
  private AdminDoor() {}

  /** Whether a request may not change anything; it is answered then. */
  static boolean isRefused(Context context, AdminToken token) {
    Optional<String> shown = Optional.ofNullable(context.header("Authorization"));
    if (!token.isSet()) {
      Routes.json(
          context,
          403,
          Json.error(
              "expected an admin token to be configured, found none: nothing can be changed; set"
                  + " http.admin_token_file or the variable TICKCAST_ADMIN_TOKEN of the service,"
                  + " and start it again"));
      return true;
    }
    if (shown.isEmpty()) {
      context.header("WWW-Authenticate", "Bearer");
      Routes.json(
          context, 401, Json.error("expected the header Authorization: Bearer TOKEN, found none"));
      return true;
    }
    if (!token.isShownBy(shown)) {
      Routes.json(context, 403, Json.error("expected the admin token, found another one"));
      return true;
    }
    return false;
  }
}
