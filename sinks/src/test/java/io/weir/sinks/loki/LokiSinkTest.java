package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract against a fake, which can be in any state a real Loki was seen in. */
class LokiSinkTest extends LokiContract {
  private final FakeLoki loki = new FakeLoki();

  @AfterEach
  void everyRequestWasOfOneStream() {
    assertThat(loki.faults()).isEmpty();
  }

  @AfterAll
  void close() {
    loki.close();
  }

  @Override
  URI uri() {
    return loki.uri();
  }

  @Override
  protected List<String> storedIds() {
    return loki.entries().stream().map(entry -> entry.metadata().get("event_id")).toList();
  }

  @Override
  List<String> streams() {
    List<String> ids = seen();
    return loki.entries().stream()
        .filter(entry -> ids.contains(entry.metadata().get("event_id")))
        .map(FakeLoki.Entry::stream)
        .toList();
  }

  @Override
  protected void stop() {
    loki.stop();
  }

  @Override
  protected void restart() {
    loki.restart();
  }

  @ParameterizedTest
  @CsvSource({
    "rate-over-burst, rate_limited, false",
    "blocked-429, rate_limited, false",
    "push-after-ingester-shutdown, status_500, false",
    "blocked, blocked, true",
    "tenant-missing, forbidden, true"
  })
  void whatMayPassIsTriedAgainAndThenStored(String recorded, String reason, boolean needsPerson) {
    List<SinkRecord> batch = records(3);
    loki.answerAlways(recorded);

    assertThat(sink.deliver(batch))
        .hasSize(3)
        .containsOnly(new Delivery.Retry(reason, null, needsPerson));
    assertThat(sink.unhealthy()).isEqualTo(reason);

    loki.answerAlways(null);
    assertThat(sink.deliver(batch)).hasSize(3).containsOnly(Delivery.Done.STORED);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(sink.unhealthy()).isNull();
  }

  @Test
  void aBadLineOfAHundredCostsTwoRequestsAHalving() {
    List<SinkRecord> batch = new ArrayList<>(records(99));
    batch.add(57, refused(100));
    int before = loki.requests();

    sink.deliver(batch);

    assertThat(loki.requests() - before).isLessThanOrEqualTo(1 + 2 * 7);
  }

  @Test
  void aGoodBatchOfOneStreamIsOneRequest() {
    int before = loki.requests();

    sink.deliver(records(100));

    assertThat(loki.requests() - before).isEqualTo(1);
  }
}
