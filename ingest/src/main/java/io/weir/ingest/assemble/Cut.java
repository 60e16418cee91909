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
 * @param container the id of the container that wrote the line, or null: the rest is of no other
 */
public record Cut(
    String source,
    long offset,
    long at,
    boolean midLine,
    boolean inKey,
    int keyChars,
    String container) {
  private static final int MID_LINE = 1;
  private static final int IN_KEY = 2;

  /** What was kept before there was {@link #keyChars} has no such number. */
  private static final int HAS_KEY_CHARS = 4;

  private static final int HAS_CONTAINER = 8;

  /** Where the container is not known. */
  public Cut(String source, long offset, long at, boolean midLine, boolean inKey, int keyChars) {
    this(source, offset, at, midLine, inKey, keyChars, null);
  }

  /** Whether a line of that container, or of an unknown one if null, cannot be the rest. */
  boolean isOfOther(String id) {
    return container != null && id != null && !container.equals(id);
  }

  /** Reads what {@link #toBytes} wrote. */
  public static Cut read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long offset = buffer.getLong();
    long at = buffer.getLong();
    int flags = buffer.get();
    int keyChars = (flags & HAS_KEY_CHARS) == 0 ? 0 : buffer.getInt();
    String container = (flags & HAS_CONTAINER) == 0 ? null : text(buffer, buffer.getInt());
    return new Cut(
        text(buffer, buffer.remaining()),
        offset,
        at,
        (flags & MID_LINE) != 0,
        (flags & IN_KEY) != 0,
        keyChars,
        container);
  }

  private static String text(ByteBuffer buffer, int length) {
    byte[] text = new byte[length];
    buffer.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** To be kept in a state store. */
  public byte[] toBytes() {
    byte[] text = source.getBytes(StandardCharsets.UTF_8);
    byte[] id = (container == null ? "" : container).getBytes(StandardCharsets.UTF_8);
    int flags = (midLine ? MID_LINE : 0) | (inKey ? IN_KEY : 0) | HAS_KEY_CHARS;
    int idLength = container == null ? 0 : Integer.BYTES + id.length;
    ByteBuffer buffer =
        ByteBuffer.allocate(2 * Long.BYTES + 1 + Integer.BYTES + idLength + text.length)
            .putLong(offset)
            .putLong(at)
            .put((byte) (container == null ? flags : flags | HAS_CONTAINER))
            .putInt(keyChars);
    if (container != null) {
      buffer.putInt(id.length).put(id);
    }
    return buffer.put(text).array();
  }
}
