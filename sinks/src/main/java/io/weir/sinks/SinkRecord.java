package io.weir.sinks;

import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record on its way to a store. The headers hold what needs no parsing of the value. */
public final class SinkRecord {
  /** Of a consumer's record with its headers, and of what the worker keeps with it. */
  private static final long OVERHEAD = 600;

  private final ConsumerRecord<byte[], byte[]> record;

  public SinkRecord(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  public Coordinates at() {
    return new Coordinates(record.topic(), record.partition(), record.offset());
  }

  /** The event as JSON; null for a tombstone. */
  public byte[] value() {
    return record.value();
  }

  /** How much memory it takes, roughly, in bytes. */
  public long bytes() {
    return OVERHEAD + (record.value() == null ? 0 : record.value().length);
  }

  /** When the broker took it, in milliseconds since 1970. */
  public long appended() {
    return record.timestamp();
  }

  /** The id of the event, or null if the record has none. */
  public String eventId() {
    return header(EventHeaders.EVENT_ID);
  }

  /** The data stream of the event, or null if the record names none. */
  public String dataStream() {
    return header(EventHeaders.DATA_STREAM);
  }

  /** How many raw records it represents. */
  public int records() {
    String records = header(EventHeaders.RECORDS);
    try {
      return records == null ? 1 : Math.max(0, Integer.parseInt(records));
    } catch (NumberFormatException e) {
      // Nobody but Weir writes there; a foreign record is one record.
      return 1;
    }
  }

  private String header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
