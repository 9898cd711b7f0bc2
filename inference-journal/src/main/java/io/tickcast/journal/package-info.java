/**
 * An append-only segment log: checksummed records in preallocated files, group fsync, recovery, and
 * readers with durable cursors. The format stands in {@code docs/adr/0012-journal-format.md}.
 *
 * <p>{@link io.tickcast.journal.SegmentLog} is the log, {@link io.tickcast.journal.JournalConfig}
 * its settings, {@link io.tickcast.journal.JournalInspection} and {@link
 * io.tickcast.journal.JournalRepair} are for its operators. No class here starts a thread, logs, or
 * prints.
 */
@NullMarked
package io.tickcast.journal;

import org.jspecify.annotations.NullMarked;
