package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.core.RecordTypes;
import io.tickcast.journal.Damage;
import io.tickcast.journal.JournalInspection;
import io.tickcast.journal.JournalInspection.CursorSummary;
import io.tickcast.journal.JournalInspection.SegmentSummary;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is in a journal. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says what is in a journal: files, records by type, who has read how far, and damage.",
      "Changes nothing; the journal may be in use."
    })
final class JournalInspectCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private JournalFolder folder = new JournalFolder();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  JournalInspectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.commandLogging();
    JournalInspection found = JournalInspection.of(folder.path());
    if (json) {
      session.console().line(new ObjectMapper().writeValueAsString(object(found)));
    } else {
      print(found);
    }
    return 0;
  }

  private void print(JournalInspection found) {
    row("journal", folder.path().toString());
    row("id", found.id().map(UUID::toString).orElse("not readable"));
    row("state", found.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    row("records", found.firstSequence() + " to " + found.lastSequence());
    row("durable", "to " + found.provenDurable() + " at least");
    new TreeMap<>(found.recordsByType())
        .forEach((type, count) -> row("", count + " of " + RecordTypes.name(type)));
    for (SegmentSummary segment : found.segments()) {
      row(
          "file",
          segment.file()
              + ": "
              + segment.records()
              + " records, "
              + segment.usedBytes()
              + " of "
              + segment.bytes()
              + " bytes");
    }
    for (CursorSummary cursor : found.cursors()) {
      row("reader", cursor.name() + ": at " + cursor.next() + ", " + cursor.lag() + " behind");
    }
    found
        .tornEnd()
        .ifPresent(
            end ->
                row(
                    "torn end",
                    end.bytes()
                        + " bytes in "
                        + end.file()
                        + " at "
                        + end.offset()
                        + ", which the next start cuts off"));
    for (Damage damage : found.damages()) {
      row("damage", damage.toString());
    }
  }

  private void row(String key, String value) {
    session.console().line(String.format(Locale.ROOT, "%-10s %s", key, Failures.oneLine(value)));
  }

  private ObjectNode object(JournalInspection found) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("folder", folder.path().toString());
    found.id().ifPresent(id -> object.put("id", id.toString()));
    object.put("state", found.verdict().name().toLowerCase(Locale.ROOT));
    object.put("first_sequence", found.firstSequence()).put("last_sequence", found.lastSequence());
    object.put("proven_durable", found.provenDurable());
    ObjectNode types = object.putObject("records");
    new TreeMap<>(found.recordsByType())
        .forEach((type, count) -> types.put(RecordTypes.name(type).replace(' ', '_'), count));
    for (SegmentSummary segment : found.segments()) {
      object
          .withArray("/files")
          .addObject()
          .put("file", segment.file())
          .put("records", segment.records())
          .put("bytes", segment.bytes());
    }
    for (CursorSummary cursor : found.cursors()) {
      object
          .withArray("/readers")
          .addObject()
          .put("name", cursor.name())
          .put("next", cursor.next())
          .put("lag", cursor.lag());
    }
    for (Damage damage : found.damages()) {
      object
          .withArray("/damages")
          .addObject()
          .put("file", damage.file())
          .put("offset", damage.offset())
          .put("finding", damage.finding());
    }
    return object;
  }
}
