package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much may be handed over. */
final class OutgoingRoomTest {
  private int asked;
  private final OutgoingRoom room = new OutgoingRoom(100, () -> asked++);

  @Test
  void take_upToTheLimit_isAllowed() {
    assertThat(room.take(50)).isTrue();
    assertThat(asked).isZero();
    assertThat(room.take(50)).isTrue();
    assertThat(room.take(1)).isFalse();
    assertThat(room.handedOver()).isEqualTo(100);
  }

  @Test
  void take_halfTaken_asksOnceUntilTheAnswer() {
    room.take(60);
    room.take(30);
    room.take(30);
    assertThat(asked).isEqualTo(1);
    room.confirmed(10);
    room.take(1);
    assertThat(asked).isEqualTo(2);
    room.notConfirmed();
    room.take(1);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void take_afterAnAnswer_countsWhatCameSince() {
    room.take(60);
    long before = room.handedOver();
    room.take(40);
    room.confirmed(before);
    // The sixty have arrived, the forty may still be on their way.
    assertThat(room.take(61)).isFalse();
    assertThat(room.take(60)).isTrue();
  }

  @Test
  void take_moreThanTheLimitWithNothingOnItsWay_isAllowed() {
    assertThat(room.take(1_000)).isTrue();
    assertThat(room.take(1)).isFalse();
    room.confirmed(room.handedOver());
    assertThat(room.take(1_000)).isTrue();
  }

  @Test
  void reset_newConnection_isEmpty() {
    room.take(100);
    room.reset();
    assertThat(room.take(100)).isTrue();
  }
}
