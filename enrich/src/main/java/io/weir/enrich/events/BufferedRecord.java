package io.weir.enrich.events;

import java.nio.ByteBuffer;

/**
 * A raw record that is held back, as it is in the state store.
 *
 * @param appended when the broker took it, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record BufferedRecord(long appended, byte[] value) {

  static BufferedRecord read(byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    long appended = buffer.getLong();
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    return new BufferedRecord(appended, value);
  }

  byte[] write() {
    return ByteBuffer.allocate(Long.BYTES + value.length).putLong(appended).put(value).array();
  }
}
