package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickcast.core.EngineStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
  @Test
  void events_decisions_comeInOrderWithTheirIds() throws Exception {
    try (Served served = Served.start();
        EventReader events = served.events("")) {
      assertThat(events.response().statusCode()).isEqualTo(200);
      assertThat(events.response().headers().firstValue("content-type"))
          .hasValue("text/event-stream;charset=utf-8");
      events.next(":");
      for (int i = 1; i <= 100; i++) {
        served.decide(FakeDecision.buy().barTimeMillis(i));
      }

      List<EventReader.Event> decisions = events.next("decision", 100);

      for (int i = 1; i <= 100; i++) {
        EventReader.Event decision = decisions.get(i - 1);
        assertThat(decision.id()).endsWith("-" + i);
        assertThat(Served.json(decision.data()).get("timestamp_ms").asLong()).isEqualTo(i);
      }
    }
  }

  @Test
  void events_decision_isTheEntryOfTheSignals() throws Exception {
    try (Served served = Served.start();
        EventReader events = served.events("")) {
      events.next(":");
      served.decide(FakeDecision.held(0.55, 0.7));

      EventReader.Event decision = events.next("decision");

      assertThat(Served.json(decision.data()))
          .isEqualTo(Served.json(served.get("/api/v1/signals")).get("signals").get(0));
    }
  }

  @Test
  void events_withoutAPlace_startWithWhatComesNext() throws Exception {
    try (Served served = Served.start()) {
      served.decide(FakeDecision.buy().barTimeMillis(1));
      try (EventReader events = served.events("")) {
        events.next(":");
        served.decide(FakeDecision.buy().barTimeMillis(2));

        assertThat(events.next("decision").id()).endsWith("-2");
      }
    }
  }

  @Test
  void events_afterTheLastIdOfSignals_missNothing() throws Exception {
    try (Served served = Served.start()) {
      served.decide(FakeDecision.buy().barTimeMillis(1));
      String last = Served.json(served.get("/api/v1/signals")).get("last_event_id").asText();
      served.decide(FakeDecision.buy().barTimeMillis(2));
      try (EventReader events = served.events("?after=" + last)) {
        assertThat(events.next("decision").id()).endsWith("-2");
      }
    }
  }

  @Test
  void events_lastEventId_resumesAfterItAndWinsOverTheParameter() throws Exception {
    try (Served served = Served.start()) {
      for (int i = 1; i <= 10; i++) {
        served.decide(FakeDecision.buy().barTimeMillis(i));
      }
      String last = Served.json(served.get("/api/v1/signals")).get("last_event_id").asText();
      String run = last.substring(0, last.indexOf('-'));
      try (EventReader events =
          served.events("?after=" + run + "-2", "Last-Event-ID", run + "-7")) {
        assertThat(events.next("decision", 3))
            .extracting(EventReader.Event::id)
            .containsExactly(run + "-8", run + "-9", run + "-10");
      }
    }
  }

  @Test
  void events_placeThatIsOverwritten_sayHowManyWereMissed() throws Exception {
    try (Served served = Served.start(Served.config().withRecentSignals(16), Statuses::ready)) {
      for (int i = 1; i <= 40; i++) {
        served.decide(FakeDecision.buy().barTimeMillis(i));
      }
      String last = Served.json(served.get("/api/v1/signals")).get("last_event_id").asText();
      String run = last.substring(0, last.indexOf('-'));
      try (EventReader events = served.events("", "Last-Event-ID", run + "-4")) {
        EventReader.Event gap = events.next("gap");
        EventReader.Event next = events.next("decision");

        assertThat(Served.json(gap.data()))
            .isEqualTo(Served.json("{\"reason\":\"overrun\",\"missed\":28}"));
        assertThat(gap.id()).isEqualTo(run + "-32");
        assertThat(next.id()).isEqualTo(run + "-33");
      }
    }
  }

  @Test
  void events_placeOfAnotherRun_sayThatTheRunIsNew() throws Exception {
    try (Served served = Served.start()) {
      served.decide(FakeDecision.buy());
      try (EventReader events = served.events("", "Last-Event-ID", "abc-17")) {
        assertThat(Served.json(events.next("gap").data()).get("reason").asText())
            .isEqualTo("new_run");
        assertThat(events.next("decision").id()).endsWith("-1");
      }
    }
  }

  @Test
  void events_badPlace_is400() throws Exception {
    try (Served served = Served.start()) {
      String end = Served.json(served.get("/api/v1/signals")).get("last_event_id").asText();
      String run = end.substring(0, end.indexOf('-'));

      assertBadPlace(served.get("/api/v1/events", "Last-Event-ID", "seventeen"), "seventeen", end);
      assertBadPlace(served.get("/api/v1/events?after=" + run + "-1"), run + "-1", end);
    }
  }

  private static void assertBadPlace(HttpResponse<String> response, String found, String end)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Served.json(response).get("error").asText())
        .isEqualTo(
            "event id: expected one that this stream gave out, up to "
                + end
                + ", found '"
                + found
                + "'");
  }

  @Test
  void events_status_comesAgainAndAgain() throws Exception {
    try (Served served = Served.start();
        EventReader events = served.events("")) {
      List<EventReader.Event> statuses = events.next("status", 2);

      assertThat(statuses.get(0).id()).isEmpty();
      assertThat(Served.json(statuses.get(1).data()))
          .isEqualTo(Served.json(served.get("/api/v1/status")));
    }
  }

  @Test
  void events_statusThatFails_areHeartbeatsUntilItWorks() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    Supplier<EngineStatus> status =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("not yet");
          }
          return Statuses.ready();
        };
    try (Served served = Served.start(Served.config(), status);
        EventReader events = served.events("")) {
      assertThat(events.next(":").data()).isEqualTo("tickcast events");
      assertThat(events.next()).isEqualTo(new EventReader.Event(":", "", "heartbeat"));
      broken.set(false);

      assertThat(events.next("status").data()).contains("\"ready\":true");
    }
  }

  @Test
  void events_signalOverSeveralLines_staysOneEvent() throws Exception {
    try (Served served = Served.start();
        EventReader events = served.events("")) {
      events.next(":");
      served.decide(FakeDecision.buy().signal("{\n\"a\":\r\n1}"));

      assertThat(Served.json(events.next("decision").data()).get("signal"))
          .isEqualTo(Served.json("{\"a\":1}"));
    }
  }

  @Test
  void events_moreReadersThanSeats_are503UntilOneLeaves() throws Exception {
    try (Served served = Served.start(Served.config().withMaxSseClients(1), Statuses::ready)) {
      try (EventReader events = served.events("")) {
        events.next(":");

        HttpResponse<String> response = served.get("/api/v1/events");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("5");
        assertThat(Served.json(response).get("error").asText())
            .isEqualTo("expected at most 1 readers of events, found all of them connected");
      }
      await()
          .untilAsserted(
              () -> {
                try (EventReader events = served.events("")) {
                  assertThat(events.response().statusCode()).isEqualTo(200);
                }
              });
    }
  }

  @Test
  void events_asHead_haveHeadersAndTakeNoSeat() throws Exception {
    try (Served served = Served.start(Served.config().withMaxSseClients(1), Statuses::ready)) {
      HttpResponse<String> response = served.send("HEAD", "/api/v1/events");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type"))
          .hasValue("text/event-stream;charset=utf-8");
      try (EventReader events = served.events("")) {
        assertThat(events.next(":").data()).isEqualTo("tickcast events");
      }
    }
  }

  @Test
  void close_whileEventsAreRead_endsTheStream() throws Exception {
    Served served = Served.start();
    try (EventReader events = served.events("")) {
      events.next(":");

      served.close();

      assertThatThrownBy(() -> events.next("decision")).isInstanceOf(IOException.class);
    }
  }
}
