package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the records of a CSV file (RFC 4180) one after the other, in bounded memory: quoted fields
 * may hold commas, line breaks and doubled quotes; lines end in LF or CRLF. <i>Confined.</i>
 */
final class CsvReader implements AutoCloseable {
  private static final int LONGEST_RECORD_CHARS = 1 << 24;
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private final StringBuilder field = new StringBuilder();
  private int position;
  private int limit;
  private int recordChars;
  private long line = 1;
  private long recordLine;

  /**
   * Makes a reader.
   *
   * @param name of the file, for messages
   * @param bytes UTF-8; closed with the reader
   */
  CsvReader(String name, InputStream bytes) {
    this.name = name;
    this.reader =
        new InputStreamReader(
            bytes,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** The line on which the last record began, from 1. */
  long recordLine() {
    return recordLine;
  }

  /**
   * Reads the next record.
   *
   * @param fields is emptied and takes the record's fields
   * @return whether there was a record
   * @throws InferenceException (MALFORMED_DATA, LIMIT_EXCEEDED) naming the line
   */
  boolean next(List<String> fields) throws IOException {
    fields.clear();
    boolean first = line == 1 && recordLine == 0;
    recordLine = line;
    recordChars = 0;
    int c = read();
    if (first && c == BYTE_ORDER_MARK) {
      c = read();
    }
    if (c == END) {
      return false;
    }
    while (true) {
      c = c == '"' ? quoted() : plain(c);
      fields.add(field.toString());
      if (c != ',') {
        endOfRecord(c);
        return true;
      }
      c = read();
    }
  }

  /** Reads the rest of a field without quotes; returns the character after it. */
  private int plain(int first) throws IOException {
    field.setLength(0);
    int c = first;
    while (c != ',' && c != '\n' && c != '\r' && c != END) {
      if (c == '"') {
        throw malformed("expected a quote at the start of a field, found one inside");
      }
      field.append((char) c);
      c = read();
    }
    return c;
  }

  /** Reads a field after its opening quote; returns the character after the closing one. */
  private int quoted() throws IOException {
    field.setLength(0);
    while (true) {
      int c = read();
      if (c == END) {
        throw malformed("expected the end of a quoted field, found the end of the file");
      }
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        field.append((char) c);
        continue;
      }
      c = read();
      if (c != '"') {
        return c;
      }
      field.append('"');
    }
  }

  private void endOfRecord(int c) throws IOException {
    int last = c == '\r' ? read() : c;
    if (last != '\n' && last != END) {
      throw malformed(
          c == '\r'
              ? "expected a line feed after a carriage return, found another character"
              : "expected a comma or the end of the line after a quoted field, found '"
                  + (char) last
                  + "'");
    }
    line++;
  }

  private int read() throws IOException {
    if (position == limit) {
      limit = fill();
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return END;
      }
    }
    if (++recordChars > LONGEST_RECORD_CHARS) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          where() + ": expected a line of at most 16 MiB, found a longer one");
    }
    return buffer[position++];
  }

  private int fill() throws IOException {
    try {
      return reader.read(buffer, 0, buffer.length);
    } catch (CharacterCodingException e) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA, where() + " or after: expected UTF-8, found other bytes", e);
    }
  }

  private InferenceException malformed(String message) {
    return new InferenceException(ErrorCode.MALFORMED_DATA, where() + ": " + message);
  }

  private String where() {
    return name + ":" + line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
