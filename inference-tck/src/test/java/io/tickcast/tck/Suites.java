package io.tickcast.tck;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a suite and tells which of its rules failed. */
final class Suites {
  private static final Pattern RULE = Pattern.compile("([A-Z]-\\d+) (.+)");

  private Suites() {}

  /**
   * What became of the rules of a suite.
   *
   * @param texts every rule that was found, by id
   * @param failures those that failed, with their messages
   * @param skipped those that were skipped
   */
  record Report(
      Map<String, String> texts, Map<String, String> failures, SortedSet<String> skipped) {}

  static Report run(Class<?> suite) {
    Listener listener = new Listener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(suite))
            .build();
    LauncherFactory.create().execute(request, listener);
    return listener.report;
  }

  private static final class Listener implements TestExecutionListener {
    private final Report report = new Report(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (!test.isTest()) {
        if (result.getStatus() != Status.SUCCESSFUL) {
          throw new IllegalStateException("the suite itself failed: " + result);
        }
        return;
      }
      Matcher rule = RULE.matcher(test.getDisplayName());
      if (!rule.matches()) {
        throw new IllegalStateException("expected a rule's id, found " + test.getDisplayName());
      }
      String before = report.texts.put(rule.group(1), rule.group(2));
      if (before != null) {
        throw new IllegalStateException("two rules have the id " + rule.group(1));
      }
      if (result.getStatus() == Status.FAILED) {
        String why = result.getThrowable().map(Throwable::toString).orElse("no message");
        report.failures.put(rule.group(1), why.substring(0, Math.min(200, why.length())));
      }
      if (result.getStatus() == Status.ABORTED) {
        report.skipped.add(rule.group(1));
      }
    }
  }
}
