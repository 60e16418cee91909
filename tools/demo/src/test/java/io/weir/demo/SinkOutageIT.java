package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** A sink whose Kafka or store is out, with nothing to deliver or with something. */
class SinkOutageIT extends SinkProcessFixture {
  private static final String HEAP = "307m";

  @Test
  void anOutageOfKafkaEndsNothingAndShowsInReadiness() throws Exception {
    startSink("loki", HEAP);
    kafka.kill();

    await().atMost(PATIENCE).until(() -> !get("/health/ready").equals("ok\n"));
    assertThat(get("/health/live")).isEqualTo("ok\n");

    kafka.restart();
    produce(50, 100);
    await().atMost(PATIENCE).until(() -> hasStored("loki", 50));
    await().atMost(PATIENCE).until(() -> get("/health/ready").equals("ok\n"));
  }

  @Test
  void aStoreThatIsOutShowsAlthoughThereIsNothingToDeliver() throws Exception {
    startSink("loki", HEAP);
    int port = stopStore();

    await().atMost(PATIENCE).until(() -> get("/health/ready").equals("unreachable\n"));
    assertThat(get("/health/live")).isEqualTo("ok\n");

    startStore(port);
    await().atMost(PATIENCE).until(() -> get("/health/ready").equals("ok\n"));
    produce(50, 100);
    await().atMost(PATIENCE).until(() -> hasStored("loki", 50));
  }
}
