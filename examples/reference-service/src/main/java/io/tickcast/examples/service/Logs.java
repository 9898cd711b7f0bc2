package io.tickcast.examples.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging for one command: a service logs to its output, a command only when it is asked
 * to. One line per event, whatever the event holds.
 */
final class Logs {
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{0}"
          + " %replace(%msg){'[\\r\\n\\p{Cntrl}]+', ' '}"
          + "%replace(%replace( %ex{6}){'^ $', ''}){'\\s*[\\r\\n]+\\s*', ' | '}%nopex%n";

  private Logs() {}

  static Logger of(Class<?> type) {
    return LoggerFactory.getLogger(type);
  }

  /** Nothing is logged. */
  static void silent() {
    context().reset();
    context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  /**
   * Everything of ours from debug up, and warnings of others.
   *
   * @param target where the lines go
   */
  static void verbose(OutputStream target) {
    to(target, Level.DEBUG);
  }

  /**
   * What an operator should see.
   *
   * @param target where the lines go
   */
  static void service(OutputStream target) {
    to(target, Level.INFO);
  }

  private static void to(OutputStream target, Level ours) {
    LoggerContext context = context();
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(LINE);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(target);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("io.tickcast").setLevel(ours);
    // These repeat at every attempt what our sinks say once.
    context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
    context.getLogger("com.clickhouse").setLevel(Level.ERROR);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
