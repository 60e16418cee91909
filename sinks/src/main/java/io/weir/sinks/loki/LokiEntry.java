package io.weir.sinks.loki;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One log line as Loki has it, encoded when it is made: it waits for others of its stream, and its
 * bytes take a third of the memory that its strings would.
 *
 * @see <a href="https://github.com/grafana/loki/blob/v3.7.6/pkg/push/push.proto">EntryAdapter</a>
 */
final class LokiEntry implements Comparable<LokiEntry> {
  private static final int TIMESTAMP = 1;
  private static final int LINE = 2;
  private static final int METADATA = 3;
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  /** What Loki adds to an entry on its way, and what it takes here beside its bytes. */
  private static final int OVERHEAD = 64;

  private final long seconds;
  private final int nanos;
  private final byte[] message;

  private LokiEntry(long seconds, int nanos, byte[] message) {
    this.seconds = seconds;
    this.nanos = nanos;
    this.message = message;
  }

  /**
   * An entry.
   *
   * @param seconds since 1970
   * @param nanos of that second
   * @param metadata structured metadata by normalised names, in their order
   */
  static LokiEntry of(long seconds, int nanos, String line, Map<String, String> metadata) {
    int timestamp =
        CodedOutputStream.computeInt64Size(FIRST, seconds)
            + CodedOutputStream.computeInt32Size(SECOND, nanos);
    int size = sizeWithin(TIMESTAMP, timestamp) + CodedOutputStream.computeStringSize(LINE, line);
    for (Map.Entry<String, String> pair : metadata.entrySet()) {
      size += sizeWithin(METADATA, size(pair));
    }
    byte[] message = new byte[size];
    CodedOutputStream out = CodedOutputStream.newInstance(message);
    try {
      begin(out, TIMESTAMP, timestamp);
      out.writeInt64(FIRST, seconds);
      out.writeInt32(SECOND, nanos);
      out.writeString(LINE, line);
      for (Map.Entry<String, String> pair : metadata.entrySet()) {
        begin(out, METADATA, size(pair));
        out.writeString(FIRST, pair.getKey());
        out.writeString(SECOND, pair.getValue());
      }
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LokiEntry(seconds, nanos, message);
  }

  private static int size(Map.Entry<String, String> pair) {
    return CodedOutputStream.computeStringSize(FIRST, pair.getKey())
        + CodedOutputStream.computeStringSize(SECOND, pair.getValue());
  }

  /** A message within another: its number, its length, and itself. */
  static int sizeWithin(int number, int size) {
    return CodedOutputStream.computeTagSize(number)
        + CodedOutputStream.computeUInt32SizeNoTag(size)
        + size;
  }

  /** Writes the number and length that precede a nested message. */
  static void begin(CodedOutputStream out, int number, int size) throws IOException {
    out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(size);
  }

  long seconds() {
    return seconds;
  }

  int nanos() {
    return nanos;
  }

  String line() {
    return read().line;
  }

  /** Structured metadata in its order. */
  Map<String, String> metadata() {
    return read().metadata;
  }

  /** How many bytes the message has. */
  int messageBytes() {
    return message.length;
  }

  /** Bytes on the wire and in memory, roughly and rather too many. */
  int bytes() {
    return OVERHEAD + message.length;
  }

  void writeTo(CodedOutputStream out) throws IOException {
    out.writeRawBytes(message);
  }

  /** The entry with more metadata; what it has already stays. */
  LokiEntry with(Map<String, String> more) {
    Content content = read();
    Map<String, String> all = new TreeMap<>(more);
    all.putAll(content.metadata);
    return of(seconds, nanos, content.line, all);
  }

  @Override
  public int compareTo(LokiEntry other) {
    int bySecond = Long.compare(seconds, other.seconds);
    return bySecond == 0 ? Integer.compare(nanos, other.nanos) : bySecond;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LokiEntry entry && Arrays.equals(message, entry.message);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(message);
  }

  private record Content(String line, Map<String, String> metadata) {}

  /** What {@link #of} wrote, in its order. */
  private Content read() {
    CodedInputStream in = CodedInputStream.newInstance(message);
    Map<String, String> metadata = new LinkedHashMap<>();
    try {
      in.skipField(in.readTag());
      in.readTag();
      String line = in.readStringRequireUtf8();
      while (in.readTag() != 0) {
        int limit = in.pushLimit(in.readRawVarint32());
        in.readTag();
        String name = in.readStringRequireUtf8();
        in.readTag();
        metadata.put(name, in.readStringRequireUtf8());
        in.popLimit(limit);
      }
      return new Content(line, metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
