package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;
import io.tickcast.core.BindingStatus;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.LoadedModel;
import io.tickcast.core.ModelRegistry;
import io.tickcast.core.PredictorLease;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code /v2}: the Open Inference Protocol over JSON, and Triton's repository calls beside it. A
 * model is called by its series, such as {@code EURUSD.5m}; a prediction is the bare model: no
 * gate, no signal, no record. What changes something needs the admin token.
 */
final class OpenInferenceRoutes implements Routes {
  private static final String MODEL = "/v2/models/{name}";
  private static final String VERSION = MODEL + "/versions/{version}";
  private static final String REPOSITORY = "/v2/repository/models/{name}";

  private final Supplier<EngineStatus> status;
  private final ModelRegistry registry;
  private final RepositoryCalls repository;

  OpenInferenceRoutes(Supplier<EngineStatus> status, ModelRegistry registry, AdminToken token) {
    this.status = status;
    this.registry = registry;
    this.repository = new RepositoryCalls(registry, token);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes, "/v2", context -> Routes.json(context, 200, OpenInferenceJson.server()));
    Routes.readable(routes, "/v2/health/live", context -> health(context, "live", true));
    Routes.readable(
        routes, "/v2/health/ready", context -> health(context, "ready", status.get().ready()));
    for (String path : List.of(MODEL, VERSION)) {
      Routes.readable(routes, path, this::metadata);
      Routes.readable(routes, path + "/ready", this::modelReady);
      routes.post(path + "/infer", this::infer);
    }
    routes.post("/v2/repository/index", repository::index);
    routes.post(REPOSITORY + "/load", context -> repository.load(context, series(context)));
    routes.post(REPOSITORY + "/unload", context -> repository.unload(context, series(context)));
  }

  private static void health(Context context, String name, boolean well) {
    Routes.json(context, well ? 200 : 503, OpenInferenceJson.flag(name, well));
  }

  private void metadata(Context context) {
    answer(context, lease -> OpenInferenceJson.metadata(name(context), lease.model()));
  }

  private void modelReady(Context context) {
    answer(context, lease -> OpenInferenceJson.ready(name(context)));
  }

  private void infer(Context context) {
    if (context.header("Inference-Header-Content-Length") != null) {
      Routes.json(context, 400, Json.error("expected JSON alone, found the binary extension"));
      return;
    }
    answer(
        context,
        lease -> {
          InferRequest request = InferRequest.read(context.bodyAsBytes());
          LoadedModel model = lease.model();
          double[][] inputs = request.rows(model.signature());
          List<Integer> shown = OpenInferenceJson.shown(request, model.signature());
          double[][] outputs = predict(lease, inputs, model.signature());
          return OpenInferenceJson.outputs(name(context), request.id(), model, outputs, shown);
        });
  }

  private static double[][] predict(
      PredictorLease lease, double[][] inputs, ModelSignature signature) {
    double[][] outputs = new double[inputs.length][signature.outputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      lease.predict(inputs[i], outputs[i]);
    }
    return outputs;
  }

  /** Answers with what serves the series that the path names; a lease keeps it open meanwhile. */
  private void answer(Context context, Function<PredictorLease, byte[]> body) {
    Optional<PredictorLease> leased =
        series(context).flatMap(each -> registry.lease(each.symbol(), each.timeframe()));
    if (leased.isEmpty()) {
      notFound(context, "a model that serves");
      return;
    }
    try (PredictorLease lease = leased.get()) {
      if (isAsked(context, lease.model())) {
        Routes.json(context, 200, body.apply(lease));
      } else {
        notFound(context, "the version that serves");
      }
    } catch (IllegalArgumentException e) {
      Routes.json(context, 400, Json.error(String.valueOf(e.getMessage())));
    } catch (InferenceException e) {
      ModelRoutes.failed(e, context);
    }
  }

  private static boolean isAsked(Context context, LoadedModel model) {
    String version = context.pathParamMap().getOrDefault("version", model.version());
    return version.equals(model.version()) || version.equals(model.modelVersion());
  }

  private Optional<SeriesStatus> series(Context context) {
    String wanted = context.pathParam("name");
    return registry.bindings().stream()
        .map(BindingStatus::series)
        .flatMap(List::stream)
        .filter(each -> OpenInferenceJson.name(each).equals(wanted))
        .findFirst();
  }

  private static String name(Context context) {
    return context.pathParam("name");
  }

  static void notFound(Context context, String expected) {
    Routes.json(
        context,
        404,
        Json.error(
            "expected "
                + expected
                + ", such as /v2/models/EURUSD.5m, found none at '"
                + context.path()
                + "'"));
  }
}
