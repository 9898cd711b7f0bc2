package io.tickcast.tck;

import static io.tickcast.tck.WrongSinks.checks;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.api.SinkBatch;
import io.tickcast.tck.WrongSinks.ForwardingSink;
import io.tickcast.tck.reference.MemorySinkProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Sinks that are wrong in one thing, with the rules that this breaks. */
enum SinkFault {
  NAME_COUNTS(
      "K-1",
      new MemorySinkProvider() {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
          return "sink-" + calls.incrementAndGet();
        }
      }),
  SPI_IS_OF_THE_FUTURE(
      "K-2",
      new MemorySinkProvider() {
        @Override
        public int spiVersion() {
          return 99;
        }
      }),
  CLASS_IS_NOT_PUBLIC("K-3", new Registered.HiddenSink()),
  CLASS_IS_NOT_REGISTERED("K-4", new Registered.UnregisteredSink()),
  UNKNOWN_SETTINGS_ARE_IGNORED(
      "K-5",
      new MemorySinkProvider() {
        @Override
        public SignalSink create(ComponentConfig config) {
          Map<String, String> known = new HashMap<>(config.options());
          known.keySet().retainAll(Set.of("target", "delivery"));
          return super.create(new ComponentConfig(config.name(), known, config.clock()));
        }
      }),
  CREATE_STARTS_A_THREAD(
      "K-6",
      (sink, target) -> {
        ThreadFault.startForgotten(true);
        return sink;
      }),
  KINDS_CHANGE_WITH_OPEN(
      "K-7",
      (sink, target) ->
          new ForwardingSink(sink) {
            private boolean open;

            @Override
            public void open() {
              super.open();
              open = true;
            }

            @Override
            public Set<RecordKind> kinds() {
              return open ? Set.of(RecordKind.SIGNAL) : super.kinds();
            }
          }),
  SINGLE_RECORDS_ARE_NEVER_FINISHED(
      "K-8",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              return batch.size() == 1 && timeout.toMillis() > 0
                  ? 0
                  : super.write(batch, timeout, refusals);
            }
          }),
  SOMETHING_IS_ADDED(
      "K-9 K-13 K-14 K-19 K-22",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              int finished = super.write(batch, timeout, refusals);
              if (finished > 0) {
                target.add(new byte[] {'b', 'y', 'e'});
              }
              return finished;
            }
          }),
  ONE_RECORD_IS_LOST(
      "K-9 K-10 K-19",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              int finished = super.write(batch, timeout, refusals);
              if (target.size() > 200) {
                target.remove(100);
              }
              return finished;
            }
          }),
  NEWEST_COMES_FIRST(
      "K-10",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              int before = target.size();
              int finished = super.write(batch, timeout, refusals);
              List<byte[]> added = new ArrayList<>(target.subList(before, target.size()));
              for (int i = 0; i < added.size(); i++) {
                target.set(before + i, added.get(added.size() - 1 - i));
              }
              return finished;
            }
          }),
  VALUES_ARE_WIPED(
      "K-11",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              int finished = super.write(batch, timeout, refusals);
              for (int i = 0; i < finished; i++) {
                Arrays.fill(batch.value(i), (byte) 0);
              }
              return finished;
            }
          }),
  BATCH_IS_COUNTED_AT_CLOSE(
      "K-12",
      (sink, target) ->
          new ForwardingSink(sink) {
            private @Nullable SinkBatch last;

            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              last = batch;
              return super.write(batch, timeout, refusals);
            }

            @Override
            public void close() {
              super.close();
              try {
                if (last != null) {
                  last.size();
                }
              } catch (IllegalStateException tooLate) {
                last = null;
              }
            }
          }),
  NO_TIME_IS_TAKEN_FOR_DONE(
      "K-13",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              return timeout.isZero() && batch.size() == 10
                  ? batch.size()
                  : super.write(batch, timeout, refusals);
            }
          }),
  REFUSAL_HAS_TWO_LINES(
      "K-14",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              return super.write(
                  batch, timeout, (index, reason) -> refusals.refuse(index, reason + "\nat all"));
            }
          }),
  REFUSED_RECORD_IS_NOT_FINISHED(
      "K-14",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              List<Integer> refused = new ArrayList<>();
              int finished =
                  super.write(
                      batch,
                      timeout,
                      (index, reason) -> {
                        refused.add(index);
                        refusals.refuse(index, reason);
                      });
              return refused.isEmpty() ? finished : refused.get(0);
            }
          }),
  AWAY_IS_AN_ILLEGAL_STATE(
      "K-15",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              int finished = super.write(batch, timeout, refusals);
              if (finished == 0) {
                throw new IllegalStateException("away");
              }
              return finished;
            }
          }),
  WRITE_OPENS(
      "K-16",
      (sink, target) ->
          new ForwardingSink(sink) {
            private boolean open;

            @Override
            public void open() {
              super.open();
              open = true;
            }

            @Override
            public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
              if (!open) {
                open();
              }
              return super.write(batch, timeout, refusals);
            }
          }),
  SECOND_CLOSE_THROWS(
      "K-17",
      (sink, target) ->
          new ForwardingSink(sink) {
            private boolean closed;

            @Override
            public void close() {
              if (closed) {
                throw new IllegalStateException("closed before");
              }
              closed = true;
              super.close();
            }
          }),
  CLOSED_SINK_OPENS_IN_SILENCE(
      "K-18",
      (sink, target) ->
          new ForwardingSink(sink) {
            private boolean closed;

            @Override
            public void open() {
              if (!closed) {
                super.open();
              }
            }

            @Override
            public void close() {
              closed = true;
              super.close();
            }
          }),
  CLOSE_LOSES_THE_LAST_RECORD(
      "K-19",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public void close() {
              super.close();
              if (!target.isEmpty()) {
                target.remove(target.size() - 1);
              }
            }
          }),
  THREAD_IS_FORGOTTEN(
      "K-20",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public void open() {
              super.open();
              ThreadFault.startForgotten(false);
            }
          }),
  DETAIL_HAS_TWO_LINES(
      "K-21",
      (sink, target) ->
          new ForwardingSink(sink) {
            @Override
            public String detail() {
              return "connected to\nsomething";
            }
          }),
  CHECK_WRITES_A_RECORD(
      "K-22",
      checks(
          (sink, target, timeout) -> {
            sink.check(timeout);
            target.add(new byte[] {'h', 'i'});
          })),
  CHECK_NEEDS_NO_OPEN_SINK(
      "K-22", checks((sink, target, timeout) -> unless(ErrorCode.ILLEGAL_STATE, sink, timeout))),
  CHECK_FAILS_WHILE_ALL_IS_WELL(
      "K-22",
      checks(
          (sink, target, timeout) -> {
            sink.check(timeout);
            throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "away");
          })),
  CHECK_IS_ALWAYS_CONTENT(
      "K-23",
      checks((sink, target, timeout) -> unless(ErrorCode.EXTERNAL_UNAVAILABLE, sink, timeout))),
  CHECK_WAITS_UNTIL_THE_TARGET_IS_BACK(
      "K-23",
      checks(
          (sink, target, timeout) -> {
            if (unless(ErrorCode.EXTERNAL_UNAVAILABLE, sink, timeout)) {
              new CountDownLatch(1).await();
            }
          }));

  private final Set<String> rules;
  private final SignalSinkProvider provider;

  SinkFault(String rules, BiFunction<SignalSink, List<byte[]>, SignalSink> fault) {
    this(rules, WrongSinks.sinks(fault));
  }

  /** Checks; whether that failed with a code, which is kept back. */
  private static boolean unless(ErrorCode code, SignalSink sink, Duration timeout) {
    try {
      sink.check(timeout);
      return false;
    } catch (InferenceException e) {
      if (e.code() != code) {
        throw e;
      }
      return true;
    }
  }

  SinkFault(String rules, SignalSinkProvider provider) {
    this.rules = Set.copyOf(Arrays.asList(rules.split(" ")));
    this.provider = provider;
  }

  Set<String> rules() {
    return rules;
  }

  SignalSinkProvider provider() {
    boolean asItIs = this == CLASS_IS_NOT_PUBLIC || this == CLASS_IS_NOT_REGISTERED;
    return asItIs ? provider : new Registered.Sink(provider);
  }
}
