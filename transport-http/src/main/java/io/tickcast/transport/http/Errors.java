package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as {@code {"error": "..."}}. */
final class Errors implements Routes {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(HttpResponseException.class, Errors::answer);
    routes.exception(EndpointNotFound.class, (failure, context) -> notFound(context));
    routes.exception(MethodNotAllowedResponse.class, Errors::methodNotAllowed);
    routes.exception(Exception.class, Errors::internal);
  }

  private static void answer(HttpResponseException failure, Context context) {
    Routes.json(context, failure.getStatus(), Json.error(String.valueOf(failure.getMessage())));
  }

  private static void notFound(Context context) {
    Routes.json(
        context,
        404,
        Json.error("expected a path of this service, found '" + context.path() + "'"));
  }

  private static void methodNotAllowed(MethodNotAllowedResponse failure, Context context) {
    Map<String, String> details = failure.getDetails();
    // Javalin words the key for people when the client accepts HTML.
    String allowed = details.values().stream().findFirst().orElse("GET, HEAD");
    context.header("Allow", allowed);
    Routes.json(
        context,
        405,
        Json.error("expected a method of " + allowed + ", found " + context.method().name()));
  }

  private static void internal(Exception failure, Context context) {
    log.error("{} {} failed", context.method().name(), context.path(), failure);
    Routes.json(context, 500, Json.error("the request failed inside the service: see its log"));
  }
}
