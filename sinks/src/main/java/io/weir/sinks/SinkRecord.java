package io.weir.sinks;

import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.EventHeaders;
import java.nio.charset.StandardCharsets;
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

  /** What a consumer has read. */
  public SinkRecord(ConsumerRecord<byte[], byte[]> record) {
    topic = record.topic();
    partition = record.partition();
    offset = record.offset();
    appended = record.timestamp();
    value = record.value();
    eventId = header(record, EventHeaders.EVENT_ID);
    dataStream = header(record, EventHeaders.DATA_STREAM);
    records = number(header(record, EventHeaders.RECORDS));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static int number(String records) {
    try {
      return records == null ? 1 : Math.max(0, Integer.parseInt(records));
    } catch (NumberFormatException e) {
      // Nobody but Weir writes there; a foreign record is one record.
      return 1;
    }
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

  /** The id of the event, or null if the record has none. */
  public String eventId() {
    return eventId;
  }

  /** The data stream of the event, or null if the record names none. */
  public String dataStream() {
    return dataStream;
  }

  /** How many raw records it represents. */
  public int records() {
    return records;
  }
}
