package io.weir.sinks;

import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record on its way to a store. The headers hold what needs no parsing of the value. Keeps
 * nothing of the consumer's own record, whose headers hold on to all the bytes that it was read
 * from.
 */
public final class SinkRecord {
  /** Of this object with its texts, and of what the worker keeps with it. */
  private static final long OVERHEAD = 350;

  private final String topic;
  private final int partition;
  private final long offset;
  private final long appended;
  private final byte[] value;
  private final String eventId;
  private final String dataStream;
  private final int records;
  private final long rawAppended;
  private final String namespace;
  private final String route;

  /** What a consumer has read. */
  public SinkRecord(ConsumerRecord<byte[], byte[]> record) {
    topic = record.topic();
    partition = record.partition();
    offset = record.offset();
    appended = record.timestamp();
    value = record.value();
    eventId = header(record, EventHeaders.EVENT_ID);
    dataStream = header(record, EventHeaders.DATA_STREAM);
    // Nobody but Weir writes there; a foreign record is one record.
    records = (int) Math.max(0, number(header(record, EventHeaders.RECORDS), 1));
    rawAppended = number(header(record, EventHeaders.APPENDED), appended);
    namespace = namespace(record.key());
    route = header(record, EventHeaders.ROUTE);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static long number(String digits, long otherwise) {
    try {
      return digits == null ? otherwise : Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Of the key of a pod, {@code namespace/pod}. */
  private static String namespace(byte[] key) {
    for (int i = 0; key != null && i < key.length; i++) {
      if (key[i] == '/') {
        return new String(key, 0, i, StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  public Coordinates at() {
    return new Coordinates(topic, partition, offset);
  }

  /** Of {@link #at}. */
  public int partition() {
    return partition;
  }

  /** The event as JSON; null for a tombstone. */
  public byte[] value() {
    return value;
  }

  /** How much memory it takes, roughly, in bytes. */
  public long bytes() {
    return OVERHEAD + (value == null ? 0 : value.length);
  }

  /** When the broker took it, in milliseconds since 1970. */
  public long appended() {
    return appended;
  }

  /**
   * When the broker took the first raw record of the event, in milliseconds since 1970; where the
   * record does not say so, when it took the event.
   */
  public long rawAppended() {
    return rawAppended;
  }

  /** The namespace of the pod that the event is about, or null if it is about none. */
  public String namespace() {
    return namespace;
  }

  /** The id of the event, or null if the record has none. */
  public String eventId() {
    return eventId;
  }

  /** The data stream of the event, or null if the record names none. */
  public String dataStream() {
    return dataStream;
  }

  /**
   * Whether the event is for a store.
   *
   * @param byDefault the answer if no transform has said where the event goes
   */
  public boolean isFor(Store store, boolean byDefault) {
    return route == null ? byDefault : List.of(route.split(",", -1)).contains(store.routeName());
  }

  /** How many raw records it represents. */
  public int records() {
    return records;
  }
}
