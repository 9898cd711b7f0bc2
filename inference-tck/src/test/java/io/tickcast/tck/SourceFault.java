package io.tickcast.tck;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import io.tickcast.tck.WrongSources.ForwardingSource;
import io.tickcast.tck.reference.MemorySourceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Sources that are wrong in one thing, with the rules that this breaks. */
enum SourceFault {
  NAME_COUNTS(
      "S-1",
      new MemorySourceProvider() {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
          return "source-" + calls.incrementAndGet();
        }
      }),
  SPI_IS_OF_THE_FUTURE(
      "S-2",
      new MemorySourceProvider() {
        @Override
        public int spiVersion() {
          return 99;
        }
      }),
  CLASS_IS_NOT_PUBLIC("S-3", new Registered.HiddenSource()),
  CLASS_IS_NOT_REGISTERED("S-4", new Registered.UnregisteredSource()),
  UNKNOWN_SETTINGS_ARE_IGNORED(
      "S-5",
      new MemorySourceProvider() {
        @Override
        public FeatureSource create(ComponentConfig config) {
          Map<String, String> known = new HashMap<>(config.options());
          known.keySet().retainAll(Set.of("origin", "finite"));
          return super.create(new ComponentConfig(config.name(), known, config.clock()));
        }
      }),
  CREATE_STARTS_A_THREAD(
      "S-6",
      new MemorySourceProvider() {
        @Override
        public FeatureSource create(ComponentConfig config) {
          ThreadFault.startForgotten(true);
          return super.create(config);
        }
      }),
  STATE_IS_CONNECTING_BEFORE_OPEN(
      "S-7",
      source ->
          new ForwardingSource(source) {
            @Override
            public SourceState state() {
              SourceState state = super.state();
              return state == SourceState.NEW ? SourceState.CONNECTING : state;
            }
          }),
  EVERYTHING_IS_FEATURES(
      "S-8",
      WrongSources.frames(
          (handler, kind, channel, content, at) ->
              handler.onFrame(FrameKind.FEATURES, channel, content, at))),
  NEWEST_COMES_FIRST(
      "S-9",
      source ->
          new ForwardingSource(source) {
            @Override
            public int poll(FrameHandler handler, int limit, Duration longestWait) {
              List<Runnable> frames = new ArrayList<>();
              int count =
                  super.poll(
                      (kind, channel, content, at) ->
                          frames.add(() -> handler.onFrame(kind, channel, content, at)),
                      limit,
                      longestWait);
              Collections.reverse(frames);
              frames.forEach(Runnable::run);
              return count;
            }
          }),
  LIMIT_IS_A_HINT(
      "S-10",
      source ->
          new ForwardingSource(source) {
            @Override
            public int poll(FrameHandler handler, int limit, Duration longestWait) {
              return super.poll(handler, limit == 2 ? 3 : limit, longestWait);
            }
          }),
  ARRAY_IS_USED_AGAIN(
      "S-11",
      source ->
          new ForwardingSource(source) {
            private final byte[][] byLength = new byte[10_000][];

            @Override
            public int poll(FrameHandler handler, int limit, Duration longestWait) {
              return super.poll(
                  (kind, channel, content, at) ->
                      handler.onFrame(kind, channel, shared(content), at),
                  limit,
                  longestWait);
            }

            private byte[] shared(byte[] content) {
              byte[] before = byLength[content.length];
              byte[] array = before == null ? new byte[content.length] : before;
              byLength[content.length] = array;
              System.arraycopy(content, 0, array, 0, content.length);
              return array;
            }
          }),
  HANDLER_IS_CALLED_ELSEWHERE(
      "S-12",
      WrongSources.frames(
          (handler, kind, channel, content, at) -> {
            Thread thread = new Thread(() -> handler.onFrame(kind, channel, content, at));
            thread.start();
            join(thread);
          })),
  ARRIVAL_IS_WALL_CLOCK(
      "S-13",
      WrongSources.frames(
          (handler, kind, channel, content, at) ->
              handler.onFrame(kind, channel, content, System.currentTimeMillis() * 1_000_000L))),
  LAST_FRAME_COMES_AGAIN(
      "S-14",
      source ->
          new ForwardingSource(source) {
            private byte[] last = {};

            @Override
            public int poll(FrameHandler handler, int limit, Duration longestWait) {
              int count =
                  super.poll(
                      (kind, channel, content, at) -> {
                        last = content;
                        handler.onFrame(kind, channel, content, at);
                      },
                      limit,
                      longestWait);
              if (count > 0 || last.length == 0 || longestWait.isZero()) {
                return count;
              }
              handler.onFrame(FrameKind.FEATURES, "features.EURUSD.5m", last, 0);
              return 1;
            }
          }),
  END_IS_NOT_SAID(
      "S-15",
      source ->
          new ForwardingSource(source) {
            @Override
            public SourceState state() {
              SourceState state = super.state();
              return state == SourceState.ENDED ? SourceState.LIVE : state;
            }
          }),
  POLL_WORKS_AFTER_CLOSE(
      "S-16",
      source ->
          new ForwardingSource(source) {
            private boolean closed;

            @Override
            public void close() {
              closed = true;
              super.close();
            }

            @Override
            public int poll(FrameHandler handler, int limit, Duration longestWait) {
              if (!closed) {
                return super.poll(handler, limit, longestWait);
              }
              handler.onFrame(FrameKind.FEATURES, "features.EURUSD.5m", new byte[] {1}, 0);
              return 1;
            }
          }),
  SECOND_CLOSE_THROWS(
      "S-17",
      source ->
          new ForwardingSource(source) {
            @Override
            public void close() {
              if (state() == SourceState.CLOSED) {
                throw new IllegalStateException("closed before");
              }
              super.close();
            }
          }),
  CLOSED_SOURCE_OPENS_IN_SILENCE(
      "S-18",
      source ->
          new ForwardingSource(source) {
            @Override
            public void open() {
              if (state() != SourceState.CLOSED) {
                super.open();
              }
            }
          }),
  AWAY_IS_AN_EXCEPTION(
      "S-19",
      source ->
          new ForwardingSource(source) {
            @Override
            public void open() {
              super.open();
              if (state() == SourceState.CONNECTING) {
                throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "away");
              }
            }
          }),
  THREAD_IS_FORGOTTEN(
      "S-20",
      source ->
          new ForwardingSource(source) {
            @Override
            public void open() {
              super.open();
              ThreadFault.startForgotten(false);
            }
          }),
  DETAIL_HAS_TWO_LINES(
      "S-21",
      source ->
          new ForwardingSource(source) {
            @Override
            public String detail() {
              return "connected to\nsomething";
            }
          }),
  HISTORY_INCLUDES_A_LATER_BAR(
      "S-22",
      source ->
          new ForwardingSource(source) {
            @Override
            public Optional<FeatureHistory> history() {
              FeatureHistory history = super.history().orElseThrow();
              return Optional.of(
                  (query, handler) ->
                      history.replay(
                          new HistoryQuery(
                              query.wanted(),
                              query.closedByMillis() + 300_000,
                              query.bars(),
                              query.excludedColumns(),
                              query.timeout()),
                          handler));
            }
          });

  private final Set<String> rules;
  private final FeatureSourceProvider provider;

  SourceFault(String rules, UnaryOperator<FeatureSource> fault) {
    this(rules, WrongSources.sources(fault));
  }

  SourceFault(String rules, FeatureSourceProvider provider) {
    this.rules = Set.copyOf(Arrays.asList(rules.split(" ")));
    this.provider = provider;
  }

  Set<String> rules() {
    return rules;
  }

  FeatureSourceProvider provider() {
    boolean asItIs = this == CLASS_IS_NOT_PUBLIC || this == CLASS_IS_NOT_REGISTERED;
    return asItIs ? provider : new Registered.Source(provider);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
