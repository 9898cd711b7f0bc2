package io.tickcast.examples.service;

import io.tickcast.journal.JournalInspection;
import io.tickcast.journal.JournalRepair;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cuts a journal at its first damage, so that it can be opened again. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Cuts a damaged journal at its first damage, so that it can be opened again. What comes after",
      "it is put aside in files of the same folder. The journal must not be in use. Does nothing to",
      "one that is whole. Keep a copy of the folder first."
    })
final class JournalRepairCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private JournalFolder folder = new JournalFolder();

  JournalRepairCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.commandLogging();
    requireJournal();
    JournalRepair done = JournalRepair.run(folder.path());
    Console console = session.console();
    if (done.damages().isEmpty()) {
      console.line("journal '" + folder.path() + "': nothing to repair");
      return 0;
    }
    done.damages()
        .forEach(damage -> console.line("damage   " + Failures.oneLine(damage.toString())));
    console.line("kept     records up to " + done.keptThrough());
    console.line("removed  " + done.removedRecords() + " records that are known of");
    done.asideFiles().forEach(file -> console.line("aside    " + file));
    return 0;
  }

  /** Another folder has nothing to repair, and is not to be written to. */
  private void requireJournal() {
    JournalInspection.of(folder.path());
  }
}
