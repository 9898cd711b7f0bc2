package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes: strict headers on the answer, and no service under a foreign name. A
 * page of another origin could otherwise point its own host name at the loopback address and read
 * the signals through the browser.
 */
final class FrontDoor implements Routes {
  /** The headers of every answer. The page loads nothing from elsewhere and is framed by nobody. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " object-src 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  private final boolean loopback;
  private final String host;

  /**
   * Creates a door.
   *
   * @param loopback whether the server listens on a loopback address alone
   * @param host the address as it was configured
   */
  FrontDoor(boolean loopback, String host) {
    this.loopback = loopback;
    this.host = host.toLowerCase(Locale.ROOT);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::pass);
  }

  private void pass(Context context) {
    HEADERS.forEach(context::header);
    if (!context.method().isHttpMethod()) {
      throw new MethodNotAllowedResponse();
    }
    String asked = context.header("Host");
    if (loopback && !known(asked)) {
      throw new HttpResponseException(
          421,
          "expected the host localhost, 127.0.0.1 or [::1], because the service listens on loopback"
              + " alone, found '"
              + asked
              + "'",
          Map.of());
    }
  }

  private boolean known(@Nullable String asked) {
    if (asked == null) {
      // HTTP 1.0, which no browser speaks.
      return true;
    }
    String name = asked.toLowerCase(Locale.ROOT);
    return LOOPBACK.matcher(name).matches() || name.equals(host) || name.startsWith(host + ":");
  }
}
