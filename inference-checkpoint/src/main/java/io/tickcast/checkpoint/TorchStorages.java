package io.tickcast.checkpoint;

import java.nio.ByteBuffer;

/** Where the storages of a PyTorch file are. */
interface TorchStorages {
  /**
   * The bytes of a storage in their byte order.
   *
   * @param key a plain name
   * @param type of its elements
   * @param count the elements that the pickle says it has
   * @param where it is asked for, for messages
   */
  ByteBuffer storage(String key, TorchType type, long count, String where);
}
