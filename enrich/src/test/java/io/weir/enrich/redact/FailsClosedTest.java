package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whichever detector breaks, and however: the record becomes a dead letter that reveals nothing.
 */
class FailsClosedTest {
  private static final Path RECORDED =
      Path.of("..", "tools", "recorded", "records", "logs.raw.jsonl");

  private static final Policy STRICT = Policies.load(Path.of("strict"));

  /** Calls every detector. */
  private static final String TEXT =
      """
      https://u:planted-pw@h/ eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln \
      Bearer planted.b64 Basic dXNlcjpwYXNzd29yZA== AKIAIOSFODNN7EXAMPLE \
      -----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY----- ghp_16C7e42F292c6912E7710c838347Ae178B4a \
      aB38Q~planted-planted-planted-planted-1 hooks.slack.com/services/T0/B0/planted said \\"x\\"
      password=planted <token>planted</token> --api-key planted the secret is planted1! \
      INSERT INTO t (a, pin) VALUES ('planted', '1234') planted@example.org 4111111111111111 \
      GB82WEST12345698765432 219-09-9999 203.0.113.7 2001:db8::7:1 02:42:ac:11:00:02 call +49 151 23456789 \
      12345678:A 0a-u $1$ ('token', 'planted1') AUTH planted1 x IN ('planted') parameters: $1 \
      "-planted" "Secret" "kty" db:5432; 1 phrase: planted A<< 8=FIX.4.4 AUTH\\r$1 \
      rejected value [planted] Cookie: a=planted
      """;

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  private final EventsStage.Output output =
      new EventsStage.Output() {
        @Override
        public void event(Event event, String key, byte[] json, long[] offsets) {
          events.add(event);
        }

        @Override
        public void deadLetter(DeadLetter letter, long[] offsets) {
          letters.add(letter);
        }
      };

  private record Broken(Detector detector, Error fault) implements Detector {
    @Override
    public List<Trigger> triggers() {
      return detector.triggers();
    }

    @Override
    public int find(Scan scan, int at) {
      if (fault != null) {
        throw fault;
      }
      throw new IllegalStateException("broken at " + scan.text());
    }
  }

  static Stream<Arguments> detectors() {
    List<Detector> all = TextScanner.allDetectors(STRICT.keys());
    return IntStream.range(0, all.size())
        .mapToObj(i -> Arguments.of(all.get(i).getClass().getSimpleName(), i));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("detectors")
  void aBrokenDetectorLetsNothingThrough(String name, int broken) throws IOException {
    addWith(broken, null);
    addWith(broken, new StackOverflowError());

    assertThat(events).isEmpty();
    assertThat(letters).hasSize(2);
    for (DeadLetter letter : letters) {
      assertThat(letter.reason()).isEqualTo("redaction_failed");
      assertThat(letter.policyVersion()).isEqualTo(STRICT.version());
      assertThat(new String(letter.toJson(Instant.EPOCH), StandardCharsets.UTF_8))
          .doesNotContain("planted", "broken at");
    }
  }

  @Test
  void theSameRecordIsAnEventWhenNothingIsBroken() throws IOException {
    List<Detector> detectors = TextScanner.allDetectors(STRICT.keys());
    add(new Redactor(STRICT, Pseudonyms.development(), detectors));

    assertThat(letters).isEmpty();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).message().strip())
        .contains("[private_key]")
        .endsWith("Cookie: [cookie]");
  }

  private void addWith(int broken, Error fault) throws IOException {
    List<Detector> detectors = new ArrayList<>(TextScanner.allDetectors(STRICT.keys()));
    detectors.set(broken, new Broken(detectors.get(broken), fault));
    add(new Redactor(STRICT, Pseudonyms.development(), detectors));
  }

  private void add(Redactor redactor) throws IOException {
    ObjectNode raw;
    try (Stream<String> lines = Files.lines(RECORDED)) {
      raw = (ObjectNode) Json.MAPPER.readTree(lines.findFirst().orElseThrow());
    }
    raw.put("log", TEXT.replace('\n', ' '));
    EventsStage stage =
        new EventsStage(
            Topic.LOGS_RAW.name(), 0, EventIds.development(), () -> redactor, Instant::now, output);
    stage.add(0, Json.MAPPER.writeValueAsBytes(raw), 0);
    stage.flush();
  }
}
