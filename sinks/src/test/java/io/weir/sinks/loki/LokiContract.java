package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkContract;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every Loki, the fake and a real one. */
abstract class LokiContract extends SinkContract<LokiEvent> {
  private static final String LONGER_THAN_ALLOWED = "x".repeat(262_145);
  private static final int HOUR = 3600;

  abstract URI uri();

  /** The selectors of the streams of this test's events. */
  abstract List<String> streams();

  @Override
  protected Sink<LokiEvent> open() {
    // It is told that Loki takes longer lines than it does, so that Loki has some to refuse.
    LokiSettings settings =
        new LokiSettings(
            StoreAddress.open(uri()), null, 4_500, 1 << 20, LokiSettings.LongLines.CUT);
    return new LokiSink(settings, Clock.systemUTC());
  }

  /** Loki takes nothing that is more than ten minutes ahead, so the newest is of an hour ago. */
  @BeforeEach
  void startEarlier() {
    start = start.minus(Duration.ofHours(5));
  }

  @Override
  protected SinkRecord refused(int number) {
    return record(event(number, "shop", LONGER_THAN_ALLOWED));
  }

  @Test
  void whatIsTwoHoursLateIsStoredInAStreamOfItsHour() {
    List<SinkRecord> batch =
        List.of(
            record(event(4 * HOUR, "late", "the newest")),
            record(event(2 * HOUR, "late", "late")),
            record(event(2 * HOUR + 1, "late", "late as well")));
    deliver(batch.subList(0, 1));

    assertThat(deliver(batch)).containsOnly(Delivery.Done.STORED);
    assertThat(deliver(batch)).containsOnly(Delivery.Done.STORED);

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(streams()).anyMatch(stream -> stream.contains("backfill"));
  }

  @Test
  void aLateRunOfAHundredIsStoredBesideWhatIsInTime() {
    List<SinkRecord> batch = new ArrayList<>();
    batch.add(record(event(4 * HOUR, "run", "the newest")));
    deliver(batch);
    for (int second = 0; second < 100; second++) {
      batch.add(record(event(3 * HOUR - 60 + second, "run", "line " + second)));
    }

    assertThat(deliver(batch)).containsOnly(Delivery.Done.STORED);

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  @Test
  void aBadLineBesideWhatIsLateIsFound() {
    List<SinkRecord> batch = new ArrayList<>();
    batch.add(record(event(4 * HOUR, "both", "the newest")));
    deliver(batch);
    batch.add(record(event(2 * HOUR, "both", "late")));
    batch.add(record(event(4 * HOUR - 60, "both", LONGER_THAN_ALLOWED)));
    batch.add(record(event(4 * HOUR - 50, "both", "in time")));

    List<Delivery> deliveries = new ArrayList<>(deliver(batch));

    assertThat(deliveries.remove(2)).isEqualTo(new Delivery.Rejected("line_too_long", null));
    assertThat(deliveries).containsOnly(Delivery.Done.STORED);
    batch.remove(2);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  /**
   * Lines that were refused in the middle were once taken for the first in time, and the same
   * request was sent again without end.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "XL",
        "XXL",
        "XXXLI",
        "LXI",
        "LXXXI",
        "XXX",
        "LXLXLXLX",
        "XLLLLLLL",
        "LLLLLLLX",
        "LIIIIIIX",
        "XXXXXXXXXXXXXXXL",
        "XXXXLLXIXI"
      })
  void whatIsRefusedHidesNothingOfWhatIsLate(String kinds) {
    deliverMixed(kinds);
  }

  /**
   * L is late, I in time; X is longer than allowed and O older, and Loki says neither beside what
   * is late.
   */
  final void deliverMixed(String kinds) {
    deliver(List.of(record(event(4 * HOUR, "mixed", "the newest"))));
    List<SinkRecord> batch = new ArrayList<>();
    for (int i = 0; i < kinds.length(); i++) {
      batch.add(ofKind(kinds.charAt(i), i, kinds.indexOf('I')));
    }

    List<Delivery> deliveries = deliver(batch);

    List<SinkRecord> good = new ArrayList<>();
    for (int i = 0; i < kinds.length(); i++) {
      assertThat(deliveries.get(i)).as("%s %d", kinds, i).isEqualTo(expected(kinds.charAt(i)));
      if (deliveries.get(i) == Delivery.Done.STORED) {
        good.add(batch.get(i));
      }
    }
    assertThat(seen()).containsAll(ids(good)).hasSize(1 + good.size());
  }

  /** In order of time: what stands behind the first that is in time is in time as well. */
  private SinkRecord ofKind(char kind, int number, int firstInTime) {
    int window = firstInTime >= 0 && number >= firstInTime ? 4 * HOUR - 100 : 2 * HOUR;
    int second = kind == 'O' ? -8 * 24 * HOUR + number : window + number;
    return record(event(second, "mixed", kind == 'X' ? LONGER_THAN_ALLOWED : "line " + number));
  }

  private static Delivery expected(char kind) {
    return switch (kind) {
      case 'X' -> new Delivery.Rejected("line_too_long", null);
      case 'O' -> new Delivery.Rejected("greater_than_max_sample_age", null, true);
      default -> Delivery.Done.STORED;
    };
  }

  /** What was stored with the whole once came too late with its half, and was stored twice. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 2 * HOUR, 4 * HOUR - 1})
  void whatIsDividedIsStoredOnceHoweverLongItLasts(int badSecond) {
    String namespace = "long-" + badSecond;
    List<SinkRecord> batch = new ArrayList<>();
    batch.add(record(event(0, namespace, "the first")));
    batch.add(record(event(badSecond, namespace, LONGER_THAN_ALLOWED)));
    batch.add(record(event(4 * HOUR, namespace, "the last")));

    List<Delivery> deliveries = new ArrayList<>(deliver(batch));

    assertThat(deliveries.remove(1)).isEqualTo(new Delivery.Rejected("line_too_long", null));
    assertThat(deliveries).containsOnly(Delivery.Done.STORED);
    batch.remove(1);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(streams()).noneMatch(stream -> stream.contains("backfill"));
  }

  @Test
  void anOldBatchInAnyOrderIsStoredWithoutBackfill() {
    List<SinkRecord> batch = new ArrayList<>();
    for (int hour = 5; hour >= 0; hour--) {
      batch.add(record(event(-hour * HOUR, "old", "hour " + hour)));
      batch.add(0, record(event(-hour * HOUR - 1, "old", "a second before")));
    }

    assertThat(deliver(batch)).containsOnly(Delivery.Done.STORED);

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(streams()).noneMatch(stream -> stream.contains("backfill"));
  }

  @Test
  void theOneBadLineOfAHundredIsFound() {
    List<SinkRecord> good = records(99);
    List<SinkRecord> batch = new ArrayList<>(good);
    batch.add(57, refused(100));

    List<Delivery> deliveries = new ArrayList<>(deliver(batch));

    assertThat(deliveries.remove(57)).isEqualTo(new Delivery.Rejected("line_too_long", null));
    assertThat(deliveries).containsOnly(Delivery.Done.STORED);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(good));
  }
}
