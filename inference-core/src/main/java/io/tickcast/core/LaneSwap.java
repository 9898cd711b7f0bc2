package io.tickcast.core;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a model in the place of another between two bars of a lane: all that takes time was done
 * before, and what was there is closed elsewhere.
 */
final class LaneSwap implements LaneCommand {
  private final Series series;
  private final @Nullable PredictorLease lease;
  private final @Nullable SignalTemplate template;
  private final Instrument instrument;
  private final ModelEvent event;
  private final boolean again;
  private final boolean challenger;
  private final Consumer<ServingModel> retire;

  /** Completed on the lane's thread when the next bar is the new model's. */
  final CompletableFuture<ModelEvent> done = new CompletableFuture<>();

  private LaneSwap(
      Series series,
      @Nullable PredictorLease lease,
      Instrument instrument,
      ModelEvent event,
      boolean again,
      boolean challenger,
      Consumer<ServingModel> retire) {
    this.series = series;
    this.lease = lease;
    this.template = lease == null ? null : new SignalTemplate(lease.model(), series);
    this.instrument = instrument;
    this.event = event;
    this.again = again;
    this.challenger = challenger;
    this.retire = retire;
  }

  /** The model that serves from the next bar on. */
  static LaneSwap ofChampion(
      Series series,
      PredictorLease lease,
      Instrument instrument,
      ModelEvent event,
      boolean again,
      Consumer<ServingModel> retire) {
    return new LaneSwap(series, lease, instrument, event, again, false, retire);
  }

  /** The model that is scored beside it from the next bar on; none without a lease. */
  static LaneSwap ofChallenger(
      Series series,
      @Nullable PredictorLease lease,
      Instrument instrument,
      ModelEvent event,
      boolean again,
      Consumer<ServingModel> retire) {
    return new LaneSwap(series, lease, instrument, event, again, true, retire);
  }

  @Override
  public void run(Lane lane) {
    lane.record(event, again);
    series.book = lane.books.of(series.symbol);
    ServingModel made =
        lease == null || template == null
            ? null
            : new ServingModel(lease, template, series, lane.dictionary, instrument);
    if (challenger) {
      ServingModel before = series.challenger;
      series.challenger = made;
      series.challengerEvent = event;
      retire(before);
    } else if (made != null) {
      ServingModel[] before = series.models;
      series.models = new ServingModel[] {made};
      series.championEvent = event;
      for (ServingModel old : before) {
        retire(old);
      }
    }
    done.complete(event);
  }

  /** Records what serves a series once more, for those who read from there on. */
  static void recordAgain(Lane lane, Series series) {
    if (series.championEvent != null) {
      lane.record(series.championEvent, true);
    }
    if (series.challengerEvent != null) {
      lane.record(series.challengerEvent, true);
    }
  }

  private void retire(@Nullable ServingModel old) {
    if (old != null) {
      retire.accept(old);
    }
  }

  /** Gives up: the lane takes nothing any more. */
  void abandon() {
    if (lease != null) {
      lease.close();
    }
  }
}
