package io.tickcast.journal;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * What tells a log from every other one.
 *
 * @param origin what its segments carry, for as long as the folder lives
 * @param id what others know it by; new after each repair, because a repaired log gives sequences
 *     away a second time
 */
record Identity(UUID origin, UUID id) {
  /** Empty when the file is damaged. */
  static Optional<Identity> read(LogFiles files) throws IOException {
    Optional<SlotFile> found =
        SlotFile.open(files, FileNames.IDENTITY, Block.Kind.IDENTITY, LogFiles.Access.READ);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (SlotFile file = found.get()) {
      UUID origin = new UUID(file.value(0), file.value(1));
      return Optional.of(new Identity(origin, new UUID(file.value(2), file.value(3))));
    }
  }

  /** Makes the file, or replaces it; durable on return. */
  void write(LogFiles files) throws IOException {
    SlotFile.create(
        files,
        FileNames.IDENTITY,
        Block.Kind.IDENTITY,
        origin.getMostSignificantBits(),
        origin.getLeastSignificantBits(),
        id.getMostSignificantBits(),
        id.getLeastSignificantBits());
  }
}
