package io.tickcast.journal;

/** Decides what a crash leaves. */
interface Chooser {
  /** One of the numbers from 0 to below another one. */
  int choose(int options);

  /** What was forced, and nothing else. */
  Chooser NOTHING_MORE = options -> 0;

  /** All that was written: the end of a process, not of the power. */
  Chooser EVERYTHING = options -> options - 1;
}
