package io.tickcast.api;

/** Where the engine takes a model's input from. */
public enum InputKind {
  /** A named feature of the bar. */
  FEATURE,
  /** A named item of the lane's state: position, account, time of day. */
  STATE
}
