package io.tickcast.examples.service;

/**
 * One thing that is wrong in a configuration.
 *
 * @param place where it stands
 * @param text what was expected and what was found, in one line
 */
record Fault(Place place, String text) {
  @Override
  public String toString() {
    return place + ": " + text;
  }

  /** The form inside a list of faults that has named the file already. */
  String within(String file) {
    if (place.source().equals(file) && place.line() > 0) {
      return "line " + place.line() + ": " + text;
    }
    return place.source().equals(file) ? text : toString();
  }
}
