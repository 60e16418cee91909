package io.weir.ingest.assemble;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A place where a line, or a key, was divided: its rest comes as an event of its own. Neither half
 * can be recognised for what it is, so both events hide the text next to the cut; see {@link
 * CutText}.
 *
 * @param source whose line it is
 * @param offset of the last raw record before the place
 * @param at when that record came, in milliseconds
 * @param midLine whether a line was divided, and not a block of lines
 * @param inKey whether a block of key material had begun and not ended
 * @param keyChars how many characters of such a block came before the place
 */
public record Cut(
    String source, long offset, long at, boolean midLine, boolean inKey, int keyChars) {
  private static final int MID_LINE = 1;
  private static final int IN_KEY = 2;

  /** What was kept before there was {@link #keyChars} has no such number. */
  private static final int HAS_KEY_CHARS = 4;

  /** Reads what {@link #toBytes} wrote. */
  public static Cut read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long offset = buffer.getLong();
    long at = buffer.getLong();
    int flags = buffer.get();
    int keyChars = (flags & HAS_KEY_CHARS) == 0 ? 0 : buffer.getInt();
    byte[] source = new byte[buffer.remaining()];
    buffer.get(source);
    return new Cut(
        new String(source, StandardCharsets.UTF_8),
        offset,
        at,
        (flags & MID_LINE) != 0,
        (flags & IN_KEY) != 0,
        keyChars);
  }

  /** To be kept in a state store. */
  public byte[] toBytes() {
    byte[] text = source.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 * Long.BYTES + 1 + Integer.BYTES + text.length)
        .putLong(offset)
        .putLong(at)
        .put((byte) ((midLine ? MID_LINE : 0) | (inKey ? IN_KEY : 0) | HAS_KEY_CHARS))
        .putInt(keyChars)
        .put(text)
        .array();
  }
}
