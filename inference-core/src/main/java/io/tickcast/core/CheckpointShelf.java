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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds in the stores what bindings mean. <i>Thread-safe</i>, as the stores are. */
final class CheckpointShelf {
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

    /** As signals would name it. */
    String modelVersion() {
      return (ref.name().isEmpty() ? ref.type() : ref.name()) + "-v" + ref.version();
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

  /** Why a store did not answer when it was asked last, one line; empty when all did. */
  String away() {
    return stores.away();
  }

  /** A version with a content that served a series before, while a store still has it. */
  Optional<Found> again(Binding binding, Series series, String version, String sha256) {
    return candidates(binding, new VersionChoice.Latest()).stream()
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
    String symbol = literal(binding.symbols());
    String timeframe = literal(binding.timeframes());
    CheckpointQuery narrow = new CheckpointQuery("", version, symbol, timeframe, status);
    CheckpointQuery wide = new CheckpointQuery("", version, "", "", status);
    List<Found> found = named(find(narrow), binding, status);
    List<Found> all =
        found.isEmpty() && !narrow.equals(wide) ? named(find(wide), binding, status) : found;
    return choice instanceof VersionChoice.Only ? inForce(all) : all;
  }

  /** What somebody has put into a table for others to look at does not serve by being there. */
  private static List<Found> inForce(List<Found> all) {
    List<Found> inForce =
        all.stream()
            .filter(each -> each.ref().status().isEmpty() || isProduction(each.ref().status()))
            .toList();
    return inForce.isEmpty() ? all : inForce;
  }

  private static boolean isProduction(String status) {
    return status.equalsIgnoreCase("production");
  }

  private static String literal(List<String> patterns) {
    return patterns.size() == 1 && Glob.isLiteral(patterns.get(0)) ? patterns.get(0) : "";
  }

  private static List<Found> named(List<Found> all, Binding binding, String status) {
    return all.stream()
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
   * What a choice means for one series: what was made for it comes before what was made for any.
   *
   * @return absent when there is none
   * @throws InferenceException (CONFLICT) when more than one answers and the choice does not say
   *     which
   */
  static Optional<Found> choose(VersionChoice choice, List<Found> candidates, Series series) {
    List<Found> ofSeries = candidates.stream().filter(each -> each.isOf(series)).toList();
    List<Found> madeFor = ofSeries.stream().filter(each -> each.isMadeFor(series)).toList();
    List<Found> all = madeFor.isEmpty() ? ofSeries : madeFor;
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Comparator<Found> order = Comparator.comparing(Found::ref, VersionOrder.OF_CHECKPOINTS);
    Found last = all.stream().max(order).orElseThrow();
    boolean one = choice instanceof VersionChoice.Only;
    List<Found> equal = one ? all : all.stream().filter(each -> sameVersion(each, last)).toList();
    requireOne(equal, one, series);
    return Optional.of(last);
  }

  private static boolean sameVersion(Found one, Found other) {
    return one.ref().version().equals(other.ref().version())
        && one.ref().name().equals(other.ref().name());
  }

  private static void requireOne(List<Found> found, boolean one, Series series) {
    long contents = found.stream().map(each -> each.ref().sha256()).distinct().count();
    boolean sameContent = contents == 1 && !found.get(0).ref().sha256().isEmpty();
    if (found.size() > 1 && !(sameContent && sameVersions(found))) {
      throw new InferenceException(
          ErrorCode.CONFLICT,
          "expected one model for "
              + series.symbol
              + " "
              + series.timeframe.code()
              + ", found "
              + list(found)
              + (one ? ": name one version, or say latest" : ": one version has one content"));
    }
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
