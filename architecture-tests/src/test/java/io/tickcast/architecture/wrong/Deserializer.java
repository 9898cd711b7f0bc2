package io.tickcast.architecture.wrong;

import java.io.IOException;
import java.io.ObjectInputStream;

final class Deserializer {
  Object read(ObjectInputStream in) throws IOException, ClassNotFoundException {
    return in.readObject();
  }
}
