package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Store;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SinkRecordTest {
  private static SinkRecord record(String route) {
    ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>("events", 0, 7, null, new byte[1]);
    if (route != null) {
      read.headers().add(EventHeaders.ROUTE, route.getBytes(StandardCharsets.UTF_8));
    }
    return new SinkRecord(read);
  }

  @Test
  void aRouteDecidesInsteadOfTheStoresPolicy() {
    SinkRecord both = record("loki,elasticsearch");
    SinkRecord one = record("loki");

    assertThat(both.isFor(Store.LOKI, false)).isTrue();
    assertThat(both.isFor(Store.ELASTICSEARCH, false)).isTrue();
    assertThat(one.isFor(Store.LOKI, false)).isTrue();
    assertThat(one.isFor(Store.ELASTICSEARCH, true)).isFalse();
  }

  @Test
  void withoutARouteTheStoresPolicyDecides() {
    assertThat(record(null).isFor(Store.LOKI, true)).isTrue();
    assertThat(record(null).isFor(Store.ELASTICSEARCH, false)).isFalse();
  }
}
