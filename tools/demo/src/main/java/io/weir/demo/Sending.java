package io.weir.demo;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends records and makes sure that Kafka has them: without that nobody can say what was lost. */
public final class Sending {
  private Sending() {}

  /**
   * Returns when Kafka has all of them, in their order; an {@link IllegalStateException} says why
   * it did not take one.
   */
  public static void all(
      Producer<byte[], byte[]> producer, Stream<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = records.map(producer::send).toList();
    producer.flush();
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not take a record: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
