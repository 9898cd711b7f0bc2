package io.tickcast.architecture.wrong;

import java.util.Random;

final class Seeded {
  double draw() {
    return new Random(1).nextDouble();
  }
}
