package io.tickcast.core;

/**
 * That a lane decides by a configuration from here on: a record of the journal. <i>Immutable.</i>
 *
 * @param lane the lane
 * @param lanes how many the engine has
 * @param id of the configuration
 * @param by who asked for it
 * @param version its version there; empty for none
 * @param atNanos when it was asked for, by the engine's clock
 */
record ConfigNote(int lane, int lanes, String id, String by, String version, long atNanos) {
  private static final int VERSION = 1;

  void write(PayloadWriter to) {
    to.reset().oneByte(VERSION).number(lane).number(lanes).text(id).text(by).text(version);
    to.number(atNanos);
  }

  static ConfigNote read(PayloadReader from) {
    int found = from.oneByte();
    if (found != VERSION) {
      throw PayloadReader.malformed("a configuration of version " + VERSION, "version " + found);
    }
    ConfigNote note =
        new ConfigNote(
            from.wholeNumber(),
            from.wholeNumber(),
            from.text(),
            from.text(),
            from.text(),
            from.longNumber());
    from.end();
    if (note.lane < 0 || note.lane >= note.lanes) {
      throw PayloadReader.malformed("a lane of " + note.lanes, note.lane);
    }
    return note;
  }
}
