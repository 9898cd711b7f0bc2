/**
 * Keeps every signal and every prediction in ClickHouse, and reads past bars from it.
 *
 * <p>{@link io.tickcast.sink.clickhouse.ClickHouseSignalSinkProvider} makes the archive sink {@code
 * clickhouse}; {@link io.tickcast.sink.clickhouse.ClickHouseSchema} makes its tables and says what
 * differs in existing ones. Inserts go through the official client as JSONEachRow of the bytes on
 * the wire, under a deduplication token that a retry repeats. {@link
 * io.tickcast.sink.clickhouse.ClickHouseFeatureSourceProvider} makes the source {@code clickhouse},
 * which answers for past bars from a table of others; {@link
 * io.tickcast.sink.clickhouse.ClickHouseFeatureTable} says whether that table fits.
 */
@NullMarked
package io.tickcast.sink.clickhouse;

import org.jspecify.annotations.NullMarked;
