package io.weir.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  private static final Coordinates AT = new Coordinates("logs.raw", 3, 17);

  /** Of what could not be redacted nothing may be said but where it is, and why. */
  @Test
  void namesRawRecordsByTheirCoordinates() {
    DeadLetter letter =
        DeadLetter.ofRaw("enrich", "not_json", AT, new long[] {17, 18, 20, 20}, 3, null);

    assertThat(json(letter))
        .isEqualTo(
            "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"weir\":{\"schema\":1,\"stage\":\"enrich\","
                + "\"reason\":\"not_json\",\"source\":{\"topic\":\"logs.raw\",\"partition\":3,"
                + "\"offsets\":[17,18,20,20],\"records\":3}}}");
    assertThat(letter.key()).isEqualTo("logs.raw/3");
  }

  @Test
  void namesThePolicyOfWhatCameAsFarAsRedaction() {
    DeadLetter letter =
        DeadLetter.ofRaw("enrich", "redaction_failed", AT, new long[] {17, 17}, 1, "standard-1");

    assertThat(json(letter)).contains("\"policy_version\":\"standard-1\"");
  }

  @Test
  void hasTheEventThatAStoreRefused() {
    DeadLetter letter = refused("{\"message\":\"x\"}");

    assertThat(json(letter))
        .contains("\"event\":{\"id\":\"0af1\"}")
        .contains("\"error\":{\"message\":\"too late\"}")
        .endsWith(",\"document\":{\"message\":\"x\"}}");
    assertThat(json(letter.withoutDocument())).doesNotContain("document");
  }

  /** What is no JSON was not written by Weir, so that nobody knows what is in it. */
  @Test
  void leavesAValueOutThatIsNoEvent() {
    assertThat(json(refused("password=hunter2")))
        .doesNotContain("hunter2")
        .contains("\"document_unreadable\":true");
    assertThat(json(refused("[\"hunter2\"]"))).doesNotContain("hunter2");
  }

  private static DeadLetter refused(String event) {
    return new DeadLetter(
        "sink.loki",
        "too_late",
        new Coordinates("events", 0, 4),
        new long[] {4, 4},
        1,
        "0af1",
        "standard-1",
        "too late",
        event.getBytes(UTF_8));
  }

  private static String json(DeadLetter letter) {
    return new String(letter.toJson(NOW), UTF_8);
  }
}
