package io.tickcast.core;

/** Something that a lane does between two bars. */
@FunctionalInterface
interface LaneCommand {
  void run(Lane lane);
}
