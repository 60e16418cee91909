package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract against a fake, which can be in any state a real Loki was seen in. */
class LokiSinkTest extends LokiContract {
  private static final int HOUR = 3600;

  private final FakeLoki loki = new FakeLoki();

  private static LokiSink sinkOf(FakeLoki loki) {
    return new LokiSink(LokiSettings.of(StoreAddress.open(loki.uri()), null), Clock.systemUTC());
  }

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
    "rate-over-burst, rate_limited, LANE, false",
    "blocked-429, rate_limited, LOAD, false",
    "streamrate-partial, rate_limited, LANE, false",
    "push-after-ingester-shutdown, status_500, STORE, false",
    "blocked, blocked, STORE, true",
    "tenant-missing, forbidden, STORE, true"
  })
  void whatMayPassIsTriedAgainAndThenStored(
      String recorded, String reason, Delivery.Retry.Scope scope, boolean needsOperator) {
    List<SinkRecord> batch = records(3);
    loki.answerAlways(recorded);

    assertThat(deliver(batch))
        .hasSize(3)
        .containsOnly(new Delivery.Retry(reason, null, scope, needsOperator));
    loki.answerAlways(null);
    assertThat(deliver(batch)).hasSize(3).containsOnly(Delivery.Done.STORED);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  @Test
  void aBadLineOfAHundredCostsTwoRequestsAHalving() {
    List<SinkRecord> batch = new ArrayList<>(records(99));
    batch.add(57, refused(100));
    int before = loki.requests();

    deliver(batch);

    assertThat(loki.requests() - before).isLessThanOrEqualTo(1 + 2 * 7);
  }

  /** It once cost two requests for each entry. */
  @Test
  void aLateRunCostsOneRequestMoreForEachOfItsHoursAndTheNewestOne() {
    List<SinkRecord> batch = lateRun();
    int before = loki.requests();

    assertThat(deliver(batch)).containsOnly(Delivery.Done.STORED);

    assertThat(loki.requests() - before).isEqualTo(1 + lateHours() + 1);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  @Test
  void aLateRunIsFoundByBisectionIfLokiDoesNotSayHowLongItIs() {
    try (FakeLoki terse = new FakeLoki();
        LokiSink other = sinkOf(terse)) {
      terse.withoutSums();
      List<SinkRecord> batch = lateRun();
      Deliveries.of(other, batch.subList(0, 1));
      int before = terse.requests();

      assertThat(Deliveries.of(other, batch)).containsOnly(Delivery.Done.STORED);

      assertThat(terse.requests() - before).isLessThanOrEqualTo(1 + 8 + 1 + lateHours() + 1);
      assertThat(terse.entries().stream().map(entry -> entry.metadata().get("event_id")))
          .containsExactlyInAnyOrderElementsOf(ids(batch));
    }
  }

  /** The real one of the tests takes lines of any age. */
  @ParameterizedTest
  @ValueSource(strings = {"OL", "OOOL", "OOOOLLII", "OXXLXIXI", "OLXI"})
  void whatIsTooOldHidesNothingOfWhatIsLate(String kinds) {
    deliverMixed(kinds);
  }

  /** The newest, which is sent first, a hundred that are too late for it, and some in time. */
  private List<SinkRecord> lateRun() {
    List<SinkRecord> batch = new ArrayList<>();
    batch.add(record(event(4 * HOUR, "run", "the newest")));
    for (int second = 0; second < 130; second++) {
      batch.add(record(event(3 * HOUR - 100 + second, "run", "line " + second)));
    }
    deliver(batch.subList(0, 1));
    return batch;
  }

  private int lateHours() {
    long from = start.plusSeconds(3 * HOUR - 100).getEpochSecond() / HOUR;
    long to = start.plusSeconds(3 * HOUR - 1).getEpochSecond() / HOUR;
    return (int) (to - from + 1);
  }

  @Test
  void aGoodBatchOfOneStreamIsOneRequest() {
    int before = loki.requests();

    deliver(records(100));

    assertThat(loki.requests() - before).isEqualTo(1);
  }
}
