package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.journal.JournalInspection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks every record of a journal. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks every record of a journal and that each follows from the one before it.",
      "Exit 1 with the first damage; an end that a crash left torn is none."
    })
final class JournalVerifyCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private JournalFolder folder = new JournalFolder();

  JournalVerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.commandLogging();
    JournalInspection found = JournalInspection.of(folder.path());
    if (!found.damages().isEmpty()) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          "journal '"
              + folder.path()
              + "': "
              + found.damages().get(0)
              + " ("
              + found.damages().size()
              + " in all): stop the engine, keep a copy, and run 'tickcast journal repair'");
    }
    session
        .console()
        .line(
            "journal '"
                + folder.path()
                + "': records "
                + found.firstSequence()
                + " to "
                + found.lastSequence()
                + " are whole"
                + found
                    .tornEnd()
                    .map(end -> "; its end is torn, and cut off by the next start")
                    .orElse(""));
    return 0;
  }
}
