package io.tickcast.architecture.wrong;

import java.util.UUID;

final class Unseeded {
  UUID draw() {
    return UUID.randomUUID();
  }
}
