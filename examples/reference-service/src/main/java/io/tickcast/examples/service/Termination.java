package io.tickcast.examples.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that a long-running command ends: SIGTERM, Ctrl-C, or a call. <i>Thread-safe.</i>
 *
 * <p>A shutdown hook could not give exit code 0, so the signals are taken over for the time of the
 * command. {@code sun.misc.Signal} is a supported API of module jdk.unsupported, reached by
 * reflection because javac warns of it and can not be told not to.
 */
final class Termination {
  private static final int SECOND_SIGNAL_EXIT = 1;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final boolean ofProcess;

  /**
   * Makes a wish that nobody has yet.
   *
   * @param ofProcess whether the signals of the process may be taken over
   */
  Termination(boolean ofProcess) {
    this.ofProcess = ofProcess;
  }

  /** Asks for the end. */
  void request() {
    requested.countDown();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Waits until the end is asked for, or the time is over.
   *
   * @return whether it is asked for
   */
  boolean await(long nanos) throws InterruptedException {
    return requested.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Takes over SIGTERM and SIGINT; a second one ends the process at once. */
  void onSignals() {
    if (!ofProcess) {
      return;
    }
    try {
      takeOver("TERM");
      takeOver("INT");
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      // A JVM without these signals, such as one with -Xrs, ends at once and without a drain;
      // nothing is published half by that.
      Logs.of(Termination.class).debug("signals are not taken over: {}", e.toString());
    }
  }

  private void takeOver(String name) throws Throwable {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    MethodHandle receive =
        MethodHandles.lookup()
            .findVirtual(
                Termination.class, "receive", MethodType.methodType(void.class, Object.class))
            .bindTo(this)
            .asType(MethodType.methodType(void.class, signal));
    Object proxy = MethodHandleProxies.asInterfaceInstance(handler, receive);
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }

  /** Called by the JVM through the handle above. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
  private void receive(Object signal) {
    if (isRequested()) {
      Runtime.getRuntime().halt(SECOND_SIGNAL_EXIT);
    }
    request();
  }
}
