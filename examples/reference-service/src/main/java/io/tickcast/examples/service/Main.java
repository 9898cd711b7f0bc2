package io.tickcast.examples.service;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of tickcast. */
public final class Main {
  private static final int FAILED = 1;
  private static final int HELP_WIDTH = 96;

  private final Session session;

  private Main(Session session) {
    this.session = session;
  }

  /**
   * Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 usage.
   *
   * @param args the command with its options
   */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(run(args, out, err, System.getenv(), new Termination(true)));
  }

  /**
   * Runs a command inside this process.
   *
   * @param args the command with its options
   * @param out takes the results
   * @param err takes errors and progress
   * @param environment the variables that configure
   * @param termination ends a command that would run for ever
   * @return the exit code
   */
  static int run(
      String[] args,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      Termination termination) {
    Session session = new Session(new Console(out, err), environment, termination);
    return new Main(session).run(args);
  }

  private int run(String[] args) {
    Logs.silent();
    Console console = session.console();
    int code = execute(args);
    console.out().flush();
    Optional<IOException> unwritten = console.outFailure();
    return code == 0 && unwritten.isPresent() ? failed(unwritten.get()) : code;
  }

  private int execute(String[] args) {
    try {
      return commandLine().execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // The process is about to end with this error anyway; the operator gets one line of it.
      return failed(e);
    }
  }

  private CommandLine commandLine() {
    Console console = session.console();
    CommandLine line =
        new CommandLine(new TickcastCommand(session))
            .addSubcommand(new DemoCommand(session))
            .addSubcommand(new PredictCommand(session))
            .addSubcommand(new ServeCommand(session))
            .addSubcommand(new UpCommand(session))
            .addSubcommand(new DoctorCommand(session))
            .addSubcommand(new ReplayCommand(session))
            .addSubcommand(new TradingStateCommand(session))
            .addSubcommand(
                new CommandLine(new ModelCommand())
                    .addSubcommand(new ModelInspectCommand(session))
                    .addSubcommand(new ModelVerifyCommand(session))
                    .addSubcommand(new ModelListCommand(session))
                    .addSubcommand(new ModelLoadCommand(session))
                    .addSubcommand(new ModelPromoteCommand(session))
                    .addSubcommand(new ModelRollbackCommand(session))
                    .addSubcommand(new ModelChallengeCommand(session))
                    .addSubcommand(new ModelHistoryCommand(session)))
            .addSubcommand(
                new CommandLine(new JournalCommand())
                    .addSubcommand(new JournalInspectCommand(session))
                    .addSubcommand(new JournalVerifyCommand(session))
                    .addSubcommand(new JournalRepairCommand(session))
                    .addSubcommand(new JournalDeadLettersCommand(session)))
            .addSubcommand(
                new CommandLine(new ClickHouseCommand())
                    .addSubcommand(new ClickHouseInitCommand(session)))
            .addSubcommand(
                new CommandLine(new HubCommand(session))
                    .addSubcommand(new HubSetCommand(session))
                    .addSubcommand(new HubGetCommand(session))
                    .addSubcommand(new HubHistoryCommand(session))
                    .addSubcommand(new HubRollbackCommand(session)))
            .addSubcommand(
                new CommandLine(new ConfigCommand())
                    .addSubcommand(new ConfigCheckCommand(session))
                    .addSubcommand(new ConfigShowCommand(session)));
    HelpTexts.arrange(line);
    WholeNumberOption.register(line);
    return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, ignored) -> misused(e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpWidth(HELP_WIDTH);
  }

  private int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    error(usageMessage(e, name) + "; see '" + name + " --help'");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String usageMessage(ParameterException e, String name) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String found = unmatched.getUnmatched().get(0);
      String near = ConfigScope.hint(found, Set.copyOf(unmatched.getSuggestions()));
      return "expected an option or argument of '" + name + "', found '" + found + "'" + near;
    }
    if (e instanceof MissingParameterException missing) {
      return "expected "
          + missing.getMissing().stream()
              .map(argument -> "'" + label(argument) + "'")
              .reduce((a, b) -> a + " and " + b)
              .orElse("an argument")
          + ", found none";
    }
    return String.valueOf(e.getMessage());
  }

  private static String label(CommandLine.Model.ArgSpec argument) {
    if (argument instanceof CommandLine.Model.OptionSpec option) {
      return option.longestName() + " " + option.paramLabel();
    }
    return argument.paramLabel();
  }

  private int failed(Throwable failure) {
    error(Failures.message(failure));
    if (session.verbose()) {
      PrintStream err = session.console().err();
      failure.printStackTrace(err);
      err.flush();
    }
    return FAILED;
  }

  private void error(String message) {
    session.console().out().flush();
    session.console().err().println("error: " + Failures.oneLine(message));
  }
}
