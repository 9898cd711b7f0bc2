package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/** {@code /} and {@code /assets/...}: the page, which needs nothing from anywhere else. */
final class PageRoutes implements Routes {
  private final Assets assets;

  PageRoutes(Assets assets) {
    this.assets = assets;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/", context -> send(context, "index.html"));
    Routes.readable(routes, "/assets/{name}", context -> send(context, context.pathParam("name")));
  }

  private void send(Context context, String name) {
    Assets.Asset asset =
        assets
            .find(name)
            .orElseThrow(
                () ->
                    new NotFoundResponse(
                        "expected a file of the page, found '" + context.path() + "'"));
    // Asked again each time, and answered in a few bytes while nothing has changed.
    context.header("Cache-Control", "no-cache");
    context.header("ETag", asset.etag());
    context.contentType(asset.contentType());
    if (asset.etag().equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    context.result(asset.bytes());
  }
}
