package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds in the stores what bindings mean. <i>Thread-safe</i>, as the stores are. */
final class CheckpointShelf {
  /** The status of what is meant to trade; checkpoints without a status are so too. */
  static final String PRODUCTION = "production";

  private static final int SHOWN_MAX = 8;

  private final StoreAnswers stores;

  CheckpointShelf(List<CheckpointStore> stores) {
    this.stores = new StoreAnswers(stores);
  }

  /** A checkpoint, and where it is loaded from. */
  record Found(CheckpointRef ref, Optional<CheckpointStore> store) {
    /** Reads it, and checks that it is what was found. */
    ModelArtifact read() {
      return store
          .map(it -> Checkpoints.load(it, ref))
          .orElseGet(() -> ModelLoader.readFile(Path.of(ref.location()), Optional.empty()));
    }

    /** The model that it is a version of. */
    String model() {
      return ref.name().isEmpty() ? ref.type() : ref.name();
    }

    /** As signals would name it. */
    String modelVersion() {
      return model() + "-v" + ref.version();
    }

    /** Whether it may serve without somebody naming this very version. */
    boolean isDeployable() {
      return ref.status().isEmpty() || ref.status().equalsIgnoreCase(PRODUCTION);
    }

    /** Changes with the version, and with its content where the store knows that. */
    String meaning() {
      return modelVersion() + "@" + ref.sha256();
    }

    /** Whether a loaded model is this checkpoint, as far as the store knows. */
    boolean isModel(LoadedModel model) {
      return isContent(model.modelVersion(), model.sha256());
    }

    /** Whether it is a version with a content, as far as the store knows. */
    boolean isContent(String version, String sha256) {
      return version.equals(modelVersion())
          && (ref.sha256().isEmpty() || ref.sha256().equals(sha256));
    }

    boolean isOf(Series series) {
      return fits(ref.symbol(), series.symbol) && fits(ref.timeframe(), series.timeframe.code());
    }

    boolean isMadeFor(Series series) {
      return ref.symbol().equalsIgnoreCase(series.symbol)
          && ref.timeframe().equals(series.timeframe.code());
    }

    private static boolean fits(String declared, String wanted) {
      return declared.isEmpty() || declared.equalsIgnoreCase(wanted);
    }
  }

  /** All checkpoints of all stores that answer, in the order of the stores. */
  List<Found> find(CheckpointQuery query) {
    return stores.find(query).stream()
        .map(answer -> new Found(answer.ref(), Optional.of(answer.store())))
        .toList();
  }

  /** The same by name, symbol, timeframe, then version. */
  List<CheckpointRef> sorted(CheckpointQuery query) {
    Comparator<CheckpointRef> order =
        Comparator.comparing(CheckpointRef::name)
            .thenComparing(CheckpointRef::symbol)
            .thenComparing(CheckpointRef::timeframe)
            .thenComparing(VersionOrder.OF_CHECKPOINTS);
    return find(query).stream().map(Found::ref).sorted(order).toList();
  }

  /** The bytes of the model that an event speaks of, when a store has them still. */
  Optional<ModelArtifact> content(ModelEvent event) {
    List<Found> found =
        new ArrayList<>(
            find(new CheckpointQuery("", "", event.symbol(), event.timeframe().code(), "")));
    found.addAll(find(CheckpointQuery.any()));
    return found.stream()
        .filter(each -> each.isContent(event.toVersion(), event.toSha256()))
        .map(Found::read)
        .filter(artifact -> artifact.sha256().equals(event.toSha256()))
        .findFirst();
  }

  /** Why a store did not answer when it was asked last, one line; empty when all did. */
  String away() {
    return stores.away();
  }

  /** A version with a content that served a series before, while a store still has it. */
  Optional<Found> again(Binding binding, Series series, String version, String sha256) {
    return any(binding).stream()
        .filter(each -> each.isOf(series))
        .filter(each -> each.isContent(version, sha256))
        .findFirst();
  }

  /** What a binding could mean by a choice, for any of its series. */
  List<Found> candidates(Binding binding, VersionChoice choice) {
    if (choice instanceof VersionChoice.File file) {
      return List.of(ofFile(file.path()));
    }
    String version = choice instanceof VersionChoice.Exact exact ? exact.version() : "";
    String status = choice instanceof VersionChoice.WithStatus with ? with.status() : "";
    boolean byItself = version.isEmpty() && status.isEmpty();
    return of(binding, version, status, found -> !byItself || found.isDeployable());
  }

  /** All that a binding could ever mean, of any deployment status. */
  List<Found> any(Binding binding) {
    return of(binding, "", "", found -> true);
  }

  private List<Found> of(Binding binding, String version, String status, Predicate<Found> counts) {
    String symbol = literal(binding.symbols());
    String timeframe = literal(binding.timeframes());
    CheckpointQuery narrow = new CheckpointQuery("", version, symbol, timeframe, status);
    CheckpointQuery wide = new CheckpointQuery("", version, "", "", status);
    List<Found> found = named(find(narrow), binding, status, counts);
    return found.isEmpty() && !narrow.equals(wide)
        ? named(find(wide), binding, status, counts)
        : found;
  }

  private static String literal(List<String> patterns) {
    return patterns.size() == 1 && Glob.isLiteral(patterns.get(0)) ? patterns.get(0) : "";
  }

  private static List<Found> named(
      List<Found> all, Binding binding, String status, Predicate<Found> counts) {
    return all.stream()
        .filter(counts)
        .filter(found -> status.isEmpty() || status.equalsIgnoreCase(found.ref().status()))
        .filter(found -> !found.ref().version().isEmpty())
        .filter(
            found ->
                binding.model().isEmpty()
                    || found.ref().name().equalsIgnoreCase(binding.model())
                    || found.ref().type().equalsIgnoreCase(binding.model()))
        .toList();
  }

  private static Found ofFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected a model file, found none at " + file);
    }
    Optional<ModelManifest> manifest = ModelFiles.manifest(file, Optional.empty());
    return new Found(
        new CheckpointRef(
            file.toString(),
            manifest.map(ModelManifest::name).orElse(""),
            manifest.map(ModelManifest::type).orElse(""),
            manifest.map(ModelManifest::version).orElse(""),
            manifest.map(ModelManifest::symbol).orElse(""),
            manifest.flatMap(ModelManifest::timeframe).map(Timeframe::code).orElse("")),
        Optional.empty());
  }

  /**
   * What a binding means by a choice for one series: what was made for it comes before what was
   * made for any.
   *
   * @return absent when there is none
   * @throws InferenceException (CONFLICT) when several models answer, for the versions of one say
   *     nothing about those of another; or more than one checkpoint, and the choice does not say
   *     which
   */
  static Optional<Found> choose(
      Binding binding, VersionChoice choice, List<Found> candidates, Series series) {
    List<Found> ofSeries = candidates.stream().filter(each -> each.isOf(series)).toList();
    List<Found> madeFor = ofSeries.stream().filter(each -> each.isMadeFor(series)).toList();
    List<Found> all = madeFor.isEmpty() ? ofSeries : madeFor;
    if (all.isEmpty()) {
      return Optional.empty();
    }
    requireOneModel(binding, choice, all, series);
    Comparator<Found> order = Comparator.comparing(Found::ref, VersionOrder.OF_CHECKPOINTS);
    Found last = all.stream().max(order).orElseThrow();
    boolean one = choice instanceof VersionChoice.Only;
    List<Found> equal = one ? all : all.stream().filter(each -> sameVersion(each, last)).toList();
    requireOne(equal, one, series);
    return Optional.of(last);
  }

  private static void requireOneModel(
      Binding binding, VersionChoice choice, List<Found> found, Series series) {
    List<String> models = found.stream().map(Found::model).distinct().sorted().toList();
    if (models.size() > 1) {
      throw conflict(
          series,
          "several by '"
              + choice.code()
              + "': "
              + OneLine.text(String.join(", ", models))
              + " (of "
              + list(found)
              + "): say which one binding '"
              + binding.name()
              + "' means (its model, or model_type with model_version)");
    }
  }

  private static boolean sameVersion(Found one, Found other) {
    return one.ref().version().equals(other.ref().version()) && one.model().equals(other.model());
  }

  private static void requireOne(List<Found> found, boolean one, Series series) {
    long contents = found.stream().map(each -> each.ref().sha256()).distinct().count();
    boolean sameContent = contents == 1 && !found.get(0).ref().sha256().isEmpty();
    if (found.size() > 1 && !(sameContent && sameVersions(found))) {
      String hint = one ? ": name one version, or say latest" : ": one version has one content";
      throw conflict(series, list(found) + hint);
    }
  }

  private static InferenceException conflict(Series series, String found) {
    return new InferenceException(
        ErrorCode.CONFLICT,
        "expected one model for "
            + series.symbol
            + " "
            + series.timeframe.code()
            + ", found "
            + found);
  }

  private static boolean sameVersions(List<Found> found) {
    return found.stream().allMatch(each -> sameVersion(each, found.get(0)));
  }

  /** The locations, for people. */
  static String list(List<Found> found) {
    String more = found.size() > SHOWN_MAX ? " and " + (found.size() - SHOWN_MAX) + " more" : "";
    List<String> shown =
        found.stream().limit(SHOWN_MAX).map(each -> OneLine.text(each.ref().location())).toList();
    return String.join(" and ", shown) + more;
  }

  int storeCount() {
    return stores.count();
  }
}
