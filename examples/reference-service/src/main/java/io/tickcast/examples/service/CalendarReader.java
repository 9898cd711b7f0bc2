package io.tickcast.examples.service;

import io.tickcast.core.TradingCalendar;
import io.tickcast.core.TradingCalendar.Session;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads when an instrument trades: a word, or a block of a zone with sessions and holidays.
 *
 * <pre>{@code
 * calendar: fx
 * calendar: {zone: Europe/Berlin, sessions: [{open: "MON 09:00", close: "MON 17:30"}], holidays: [2026-12-25]}
 * }</pre>
 */
final class CalendarReader {
  private static final SettingType<TradingCalendar> WORD =
      new SettingType<>(
          "fx, 24x7, or a block of zone, sessions and holidays",
          CalendarReader::word,
          TradingCalendar::toString);
  private static final SettingType<ZoneId> ZONE =
      new SettingType<>("a time zone such as Europe/Berlin", CalendarReader::zone, ZoneId::getId);
  private static final SettingType<LocalDate> DATE =
      new SettingType<>("a date such as 2026-12-25", CalendarReader::date, LocalDate::toString);
  private static final SettingType<Moment> MOMENT =
      new SettingType<>(
          "a weekday with a time such as MON 09:00", CalendarReader::moment, Moment::toString);
  private static final Pattern MOMENT_FORM = Pattern.compile("([A-Za-z]+) +([0-9]{2}:[0-9]{2})");

  /** A time of the week. */
  private record Moment(DayOfWeek day, LocalTime time) {
    @Override
    public String toString() {
      return day.name().substring(0, 3) + " " + time;
    }
  }

  private CalendarReader() {}

  /** The calendar of a setting; empty when it is not set, or after a fault. */
  static Optional<TradingCalendar> read(ConfigSection instrument, String key) {
    if (!instrument.isBlock(key)) {
      return instrument.optional(key, WORD, "none");
    }
    ConfigSection block = instrument.section(key);
    Optional<ZoneId> zone = block.required("zone", ZONE);
    List<Session> sessions = sessions(block);
    Set<LocalDate> holidays = new HashSet<>();
    block.list("holidays", DATE, List.of()).forEach(date -> holidays.add(date.value()));
    block.refuseUnknown();
    if (zone.isEmpty() || sessions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(TradingCalendar.of(zone.get(), sessions, holidays));
  }

  private static List<Session> sessions(ConfigSection calendar) {
    List<Session> sessions = new ArrayList<>();
    List<ConfigSection> blocks = calendar.sections("sessions");
    for (ConfigSection block : blocks) {
      Optional<Moment> open = block.required("open", MOMENT);
      Optional<Moment> close = block.required("close", MOMENT);
      block.refuseUnknown();
      if (open.isPresent() && close.isPresent() && isSession(block, open.get(), close.get())) {
        sessions.add(
            new Session(open.get().day, open.get().time, close.get().day, close.get().time));
      }
    }
    if (blocks.isEmpty()) {
      calendar.fault(
          calendar.place(), calendar.full("sessions") + ": expected at least one, found none");
    }
    return sessions;
  }

  private static boolean isSession(ConfigSection block, Moment open, Moment close) {
    if (open.day != close.day || open.time.isBefore(close.time)) {
      return true;
    }
    block.fault(
        block.placeOf("close"),
        block.full("close") + ": expected a time after " + open + ", found " + close);
    return false;
  }

  private static Optional<TradingCalendar> word(String text) {
    return Stream.of(TradingCalendar.fx(), TradingCalendar.always())
        .filter(calendar -> calendar.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Moment> moment(String text) {
    Matcher matcher = MOMENT_FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalTime time = LocalTime.parse(matcher.group(2));
      return day(matcher.group(1).toUpperCase(Locale.ROOT)).map(day -> new Moment(day, time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A weekday by its name or the first three letters of it. */
  private static Optional<DayOfWeek> day(String word) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().equals(word) || day.name().substring(0, 3).equals(word))
        .findFirst();
  }
}
