package io.tickcast.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalType;
import io.tickcast.core.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TradingServiceTest {
  private final ManualClock clock = ManualClock.ofMillis(Bars.BUY_MILLIS + 20);
  private final BlockingQueue<TradingService.Order> orders = new LinkedBlockingQueue<>();

  @Test
  void bar_whoseModelSaysBuy_makesAnOrderWithItsLevels() {
    try (TradingService service = service()) {
      service.onBar("EURUSD", "1h", Bars.BUY);
    }
    assertThat(orders).hasSize(1);
    TradingService.Order order = orders.remove();
    assertThat(order.symbol()).isEqualTo("EURUSD");
    assertThat(order.side()).isEqualTo(SignalType.BUY);
    assertThat(order.size()).isEqualTo(0.01);
    assertThat(order.confidence()).isCloseTo(Bars.BUY_PROBABILITY, within(2e-6));
    assertThat(order.stop()).isCloseTo(1.17486 - 2 * 0.0009161, within(1e-9));
    assertThat(order.target()).isCloseTo(1.17486 + 3 * 0.0009161, within(1e-9));
  }

  @Test
  void bar_whoseModelSaysHold_makesNoOrder() throws InterruptedException {
    try (TradingService service = service()) {
      service.onBar("EURUSD", "1h", Bars.BUY);
      assertThat(orders.poll(10, TimeUnit.SECONDS)).isNotNull();
      clock.advance(Duration.ofHours(1));
      service.onBar("EURUSD", "1h", Bars.HOLD);
    }
    assertThat(orders).isEmpty();
  }

  @Test
  void bar_ofYesterday_makesNoOrder() {
    clock.advance(Duration.ofDays(1));
    try (TradingService service = service()) {
      service.onBar("EURUSD", "1h", Bars.BUY);
    }
    assertThat(orders).isEmpty();
  }

  @Test
  void model_thatIsNotThere_isNamed() {
    Path missing = Path.of("models", "xgboost_eurusd_1h_v9.9.9.json");
    List<TradingService.Order> none = new ArrayList<>();
    assertThatThrownBy(() -> new TradingService(missing, clock, none::add))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("xgboost_eurusd_1h_v9.9.9.json");
  }

  private TradingService service() {
    TradingService service = new TradingService(Bars.MODEL, clock, orders::add);
    service.start();
    return service;
  }
}
