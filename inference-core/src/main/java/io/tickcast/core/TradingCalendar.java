package io.tickcast.core;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * When an instrument trades. <i>Immutable.</i>
 *
 * <p>A session opens at a local time of a weekday and closes at another, on the same day or on a
 * later one, so that the week of foreign exchange is one session. On a holiday of the zone nothing
 * is open.
 */
public final class TradingCalendar {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime FX_HOUR = LocalTime.of(17, 0);
  private static final int DAYS = 7;
  private static final TradingCalendar ALWAYS =
      new TradingCalendar("24x7", ZoneId.of("UTC"), List.of(), Set.of());
  private static final TradingCalendar FX =
      new TradingCalendar(
          "fx",
          NEW_YORK,
          List.of(new Session(DayOfWeek.SUNDAY, FX_HOUR, DayOfWeek.FRIDAY, FX_HOUR)),
          Set.of());

  private final String name;
  private final ZoneId zone;
  private final List<Session> sessions;
  private final Set<LocalDate> holidays;

  /**
   * A time of the week in which trading is open.
   *
   * @param opensOn the day on which it opens
   * @param opens the local time at which it opens
   * @param closesOn the first such day from {@code opensOn} on
   * @param closes the local time at which it closes; midnight is the start of {@code closesOn}
   */
  public record Session(DayOfWeek opensOn, LocalTime opens, DayOfWeek closesOn, LocalTime closes) {
    /** Checks that it has a length. */
    public Session {
      Objects.requireNonNull(opensOn, "opensOn");
      Objects.requireNonNull(closesOn, "closesOn");
      if (opensOn == closesOn && !opens.isBefore(closes)) {
        throw Checks.invalid(
            "calendar.sessions", "a session that opens before it closes", opens + " to " + closes);
      }
    }

    private int days() {
      return Math.floorMod(closesOn.getValue() - opensOn.getValue(), DAYS);
    }
  }

  /**
   * A stretch of time that is open or closed throughout.
   *
   * @param fromMillis its start, Unix milliseconds
   * @param untilMillis its end, exclusive
   * @param open whether trading is open in it
   */
  record Span(long fromMillis, long untilMillis, boolean open) {
    boolean contains(long millis) {
      return millis >= fromMillis && millis < untilMillis;
    }
  }

  private TradingCalendar(
      String name, ZoneId zone, List<Session> sessions, Set<LocalDate> holidays) {
    this.name = name;
    this.zone = zone;
    this.sessions = List.copyOf(sessions);
    this.holidays = Set.copyOf(holidays);
  }

  /** Open always. */
  public static TradingCalendar always() {
    return ALWAYS;
  }

  /** Sunday 17:00 to Friday 17:00 in New York. */
  public static TradingCalendar fx() {
    return FX;
  }

  /**
   * Open in sessions of a zone.
   *
   * @param zone of the local times and of the holidays
   * @param sessions at least one
   * @param holidays days on which nothing is open
   */
  public static TradingCalendar of(ZoneId zone, List<Session> sessions, Set<LocalDate> holidays) {
    if (sessions.isEmpty()) {
      throw Checks.invalid("calendar.sessions", "at least one session", "none");
    }
    return new TradingCalendar("sessions", zone, sessions, holidays);
  }

  /**
   * Whether trading is open at a time.
   *
   * @param millis Unix milliseconds
   */
  public boolean isOpen(long millis) {
    if (this == ALWAYS) {
      return true;
    }
    ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
    if (holidays.contains(local.toLocalDate())) {
      return false;
    }
    for (Session session : sessions) {
      if (isIn(session, local)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(Session session, ZonedDateTime local) {
    int since = Math.floorMod(local.getDayOfWeek().getValue() - session.opensOn.getValue(), DAYS);
    LocalDate day = local.toLocalDate().minusDays(since);
    ZonedDateTime opens = day.atTime(session.opens).atZone(zone);
    ZonedDateTime closes = day.plusDays(session.days()).atTime(session.closes).atZone(zone);
    return !local.isBefore(opens) && local.isBefore(closes);
  }

  /** The stretch around a time; what it says of the time it says of all its milliseconds. */
  Span spanAt(long millis) {
    if (this == ALWAYS) {
      return new Span(Long.MIN_VALUE, Long.MAX_VALUE, true);
    }
    boolean open = isOpen(millis);
    ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
    long from = Long.MIN_VALUE;
    long until = Long.MAX_VALUE;
    for (int day = -DAYS; day <= DAYS; day++) {
      LocalDate date = local.toLocalDate().plusDays(day);
      for (Session session : sessions) {
        if (session.opensOn == date.getDayOfWeek()) {
          long opens = millisAt(date, session.opens);
          long closes = millisAt(date.plusDays(session.days()), session.closes);
          from = Math.max(from, Math.max(before(opens, millis), before(closes, millis)));
          until = Math.min(until, Math.min(after(opens, millis), after(closes, millis)));
        }
      }
      long midnight = millisAt(date, LocalTime.MIDNIGHT);
      if (!holidays.isEmpty()) {
        from = Math.max(from, before(midnight, millis));
        until = Math.min(until, after(midnight, millis));
      }
    }
    return new Span(from, until, open);
  }

  private long millisAt(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(zone).toInstant().toEpochMilli();
  }

  private static long before(long edge, long millis) {
    return edge <= millis ? edge : Long.MIN_VALUE;
  }

  private static long after(long edge, long millis) {
    return edge > millis ? edge : Long.MAX_VALUE;
  }

  @Override
  public String toString() {
    return name;
  }
}
