package io.tickcast.tck;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.Delivery;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.api.SinkBatch;
import io.tickcast.tck.reference.MemorySinkProvider;
import io.tickcast.tck.reference.MemoryTarget;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Forwarders to the right sink, to be wrong in one place. */
final class WrongSinks {
  private WrongSinks() {}

  /** The right provider with each sink replaced; the target's values are there to tamper with. */
  static SignalSinkProvider sinks(BiFunction<SignalSink, List<byte[]>, SignalSink> fault) {
    return new MemorySinkProvider() {
      @Override
      public SignalSink create(ComponentConfig config) {
        SignalSink sink = super.create(config);
        List<byte[]> target =
            MemoryTarget.find(config.required("target"))
                .map(MemoryTarget::values)
                .orElse(List.of());
        return fault.apply(sink, target);
      }
    };
  }

  /** A check in place of the right one. */
  interface WrongCheck {
    void run(SignalSink right, List<byte[]> target, Duration timeout) throws InterruptedException;
  }

  /** The right sink with another check. */
  static BiFunction<SignalSink, List<byte[]>, SignalSink> checks(WrongCheck check) {
    return (sink, target) ->
        new ForwardingSink(sink) {
          @Override
          public void check(Duration timeout) {
            try {
              check.run(sink, target, timeout);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
  }

  static class ForwardingSink implements SignalSink {
    final SignalSink sink;

    ForwardingSink(SignalSink sink) {
      this.sink = sink;
    }

    @Override
    public Delivery delivery() {
      return sink.delivery();
    }

    @Override
    public Set<RecordKind> kinds() {
      return sink.kinds();
    }

    @Override
    public void open() {
      sink.open();
    }

    @Override
    public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
      return sink.write(batch, timeout, refusals);
    }

    @Override
    public void check(Duration timeout) {
      sink.check(timeout);
    }

    @Override
    public String detail() {
      return sink.detail();
    }

    @Override
    public void close() {
      sink.close();
    }
  }
}
