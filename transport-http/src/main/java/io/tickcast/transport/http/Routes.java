package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** A group of paths. */
interface Routes {
  /** Adds the paths of this group. */
  void addTo(RoutesConfig routes);

  /**
   * Adds a path to be read; HEAD goes the same way, so that it answers with the same status and
   * headers.
   */
  static void readable(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  /** Answers with JSON. */
  static void json(Context context, int status, byte[] body) {
    context.status(status).contentType("application/json").result(body);
  }
}
