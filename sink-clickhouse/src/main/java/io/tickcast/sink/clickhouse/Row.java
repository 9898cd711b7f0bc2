package io.tickcast.sink.clickhouse;

/** A record on its way into a table; {@code value} is the bytes on the wire, not altered. */
record Row(RecordId id, byte[] value) {}
