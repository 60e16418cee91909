package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.sigma.Rules;
import io.weir.ingest.event.Event;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventOrderTest {
  private static final String DAY = "2026-01-02T";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // source    dated     written   taken     appended  ordered by
        "logs.raw,  10:00:00, 10:00:01, 10:00:02, 10:00:03, 10:00:00, the line's own time",
        "logs.raw,  09:59:51, 10:00:01, 10:00:02, 10:00:03, 09:59:51, kept for some seconds",
        "logs.raw,  09:59:50, 10:00:01, 10:00:02, 10:00:03, 10:00:01, dated back",
        "logs.raw,  10:00:02, 10:00:01, 10:00:02, 10:00:03, 10:00:01, dated ahead",
        "logs.raw,  23:00:00, 10:00:01, 10:00:02, 10:00:03, 10:00:01, dated far ahead",
        "logs.raw,  23:00:00, 23:00:00, 10:00:02, 10:00:03, 10:00:03, the node's clock is wrong",
        "logs.raw,  09:00:00, 09:00:00, 10:00:02, 10:00:03, 09:00:00, the agent caught up",
        "logs.raw,  09:56:00, -,        10:00:02, 10:00:03, 09:56:00, nobody knows better",
        "logs.raw,  09:00:00, -,        10:00:02, 10:00:03, 10:00:03, dated back",
        "logs.raw,  09:00:00, -,        10:00:02, -,        09:00:00, a file of an hour ago",
        "logs.raw,  23:00:00, -,        10:00:02, 10:00:03, 10:00:03, nobody knows better",
        "logs.raw,  23:00:00, 23:00:00, 10:00:02, -,        10:00:02, from a file",
        "logs.raw,  10:00:00, 10:00:01, -,        -,        10:00:00, from a file",
        "falco.raw, 09:00:00, 10:00:01, 10:00:02, 10:00:03, 09:00:00, the kernel's time",
        "falco.raw, 23:00:00, 10:00:01, 10:00:02, 10:00:03, 10:00:03, the node's clock is wrong",
        "audit.raw, 09:00:00, 10:00:01, 10:00:02, 10:00:03, 09:00:00, read late",
        "-,         09:00:00, 10:00:01, 10:00:02, 10:00:03, 10:00:01, whoever it is of"
      })
  void noApplicationChoosesItsPlace(
      String topic,
      String dated,
      String written,
      String taken,
      String appended,
      String expected,
      String why) {
    Event event =
        Rules.event(
            "\"@timestamp\":\"%s\",%s%s%s\"event.kind\":\"event\""
                .formatted(
                    time(dated),
                    field("event.created", time(written)),
                    field("event.ingested", time(taken)),
                    field("weir.source.topic", topic)));
    Instant at = appended == null ? Instant.MAX : Instant.parse(time(appended));

    assertThat(EventOrder.timeOf(event, at)).as(why).isEqualTo(time(expected));
  }

  private static String time(String clock) {
    return clock == null ? null : DAY + clock + "Z";
  }

  private static String field(String name, String value) {
    return value == null ? "" : "\"%s\":\"%s\",".formatted(name, value);
  }
}
