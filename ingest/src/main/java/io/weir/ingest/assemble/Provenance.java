package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;

/**
 * Which raw records an event is made of.
 *
 * @param offsets of the records, ascending
 * @param ingested when the event is made
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Provenance(String topic, int partition, long[] offsets, Instant ingested) {

  void addTo(Fields fields) {
    fields.put(Field.EVENT_INGESTED, ingested);
    fields.put(Field.WEIR_SOURCE_TOPIC, topic);
    fields.put(Field.WEIR_SOURCE_PARTITION, partition);
    fields.put(Field.WEIR_SOURCE_OFFSETS, OffsetRanges.of(offsets));
    fields.put(Field.WEIR_SOURCE_RECORDS, offsets.length);
  }
}
