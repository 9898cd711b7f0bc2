package io.tickcast.examples.service;

/**
 * Where a setting stands. <i>Immutable.</i>
 *
 * @param source a file, an environment variable, a flag, or {@code default}
 * @param line the line in the file, from 1; 0 for a source without lines
 */
record Place(String source, int line) {
  static final Place DEFAULT = new Place("default", 0);

  static Place variable(String name) {
    return new Place(name, 0);
  }

  static Place flag(String name) {
    return new Place(name, 0);
  }

  @Override
  public String toString() {
    return line > 0 ? source + ":" + line : source;
  }
}
