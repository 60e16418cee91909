package io.weir.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast way through a record must never tell another story than the general parser. */
class RecordScannerTest {
  private static final String POD =
      "{\"namespace_name\":\"shop\",\"pod_name\":\"web-1\",\"labels\":{\"a.b\":\"}\\\"{\"}}";

  private final FluentBitDecoder decoder = FluentBitDecoder.forTopic(Topic.LOGS_RAW.name());

  @Test
  void readsNearlyAllRecordedRecordsTheFastWay() throws IOException {
    RecordScanner scanner = new RecordScanner(() -> {});
    int fast = 0;
    List<byte[]> records = RecordedInput.values("records/logs.raw");
    for (byte[] record : records) {
      fast += scanner.scan(record) == null ? 0 : 1;
      assertSame(record);
    }
    assertThat(fast).isGreaterThan(records.size() * 99 / 100);
  }

  @Test
  void agreesWithTheParserOnDamagedRecords() {
    SplittableRandom random = new SplittableRandom(11);
    List<byte[]> records = RecordedInput.values("records/logs.raw");
    for (int i = 0; i < 30_000; i++) {
      byte[] record = records.get(random.nextInt(records.size())).clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        record[random.nextInt(record.length)] = damage(random);
      }
      assertSame(record);
    }
  }

  /** Mostly what has a meaning in JSON, now and then any byte. */
  private static byte damage(SplittableRandom random) {
    String telling = "\"\\{}[],:u0d8 \n\t-";
    int at = random.nextInt(telling.length() + 4);
    return (byte) (at < telling.length() ? telling.charAt(at) : random.nextInt(256));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"log\":\"a\"}",
        "{\"log\":\"a\"} ",
        "{\"log\":\"a\"}{",
        "{\"log\":\"a\",}",
        "{\"log\":\"a\"",
        "{\"log\":\"a",
        "{}",
        "{\"log\":\"a\",\"log\":\"b\"}",
        "{ \"log\":\"a\"}",
        "{\"log\":\"\\ud83d\\ude00 \\u00e9 \\u20ac \\/ \\b\\f\\n\\r\\t\"}",
        "{\"log\":\"half \\ud83d of a pair\"}",
        "{\"log\":\"\\ud83d\\u0041\"}",
        "{\"log\":\"\\u12\"}",
        "{\"log\":\"\\x\"}",
        "{\"log\":\"é € 😀\"}",
        "{\"log\":\"\\ufffd\"}",
        "{\"log\":\"a\",\"kubernetes\":" + POD + "}",
        "{\"log\":\"a\",\"kubernetes\":" + POD + ",\"kubernetes_namespace\":{}}",
        "{\"log\":\"a\",\"kubernetes_namespace\":{\"labels\":{}},\"kubernetes\":{}}",
        "{\"log\":\"a\",\"kubernetes\":{\"pod_name\":\"web-1\"]}",
        "{\"log\":\"a\",\"kubernetes\":[]}",
        "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"not a time\"}",
        "{\"log\":\"a\",\"stream\":\"elsewhere\"}",
        "{\"log\":\"a\",\"stream\":\"std\\u006fut\"}",
        "{\"log\":\"a\",\"_p\":\"X\"}",
        "{\"log\":\"a\",\"@timestamp\":1795396698.638}",
        "{\"log\":\"a\",\"@timestamp\":\"2026-11-23T01:18:29.447722586Z\"}",
        "{\"log\":1}",
        "{\"log\":\"a\",\"other\":1}",
        "{\"log\":\"a\",\"node\":null}",
        "{\"message\":\"a\",\"log\":\"b\"}",
        "{\"@timestamp\":\"2026-11-23T01:18:29Z\",\"@timestamp\":\"2000-01-01T00:00:00Z\"}",
        "{\"time\":\"2026-11-23T01:18:29Z\",\"time\":\"2000-01-01T00:00:00Z\",\"log\":\"a\"}",
        "{\"log\":\"a\",\"stream\":\"stdout\",\"stream\":\"stderr\"}",
        "{\"log\":\"a\",\"_p\":\"F\",\"_p\":\"P\",\"logtag\":\"F\",\"logtag\":\"P\"}",
        "{\"log\":\"a\",\"kubernetes\":{\"pod_name\":\"x\"},\"kubernetes\":{\"pod_name\":\"y\"}}",
        "{\"log\":\"a\",\"cluster\":\"x\",\"cluster\":\"y\",\"node\":\"x\",\"node\":\"y\"}",
        "{\"log\":\"a\",\"kafka_key\":\"a/x\",\"kafka_key\":\"a/y\",\"filename\":\"x\",\"filename\":\"y\"}",
        "{\"log\":\"a\",\"message\":\"b\",\"message\":\"c\"}",
        "{\"message\":\"a\",\"logtag\":\"P\"}",
      })
  void agreesWithTheParser(String record) {
    // Twice: what is known by its bytes takes another way.
    assertSame(record.getBytes(StandardCharsets.UTF_8));
    assertSame(record.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void agreesWithTheParserOnBytesThatAreNoUtf8() {
    for (int b = 0x80; b < 0x100; b++) {
      assertSame(
          ("{\"log\":\"a" + (char) b + "\",\"node\":\"n" + (char) b + "\"}")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Some pods have annotations of a quarter of a megabyte, and pods come and go. */
  @Test
  void theMetadataThatIsKnownIsBoundedInCharacters() throws IOException {
    RecordScanner[] scanner = new RecordScanner[1];
    scanner[0] = new RecordScanner(() -> scanner[0].forget());
    for (int i = 0; i < 40; i++) {
      String pod = "{\"pod_name\":\"web-%d\",\"annotations\":{\"a\":\"%s\"}}";
      String record = "{\"log\":\"a\",\"kubernetes\":" + pod + "}";
      scanner[0].scan(record.formatted(i, "x".repeat(200_000)).getBytes(StandardCharsets.UTF_8));
      assertThat(scanner[0].internedChars()).isPositive().isLessThanOrEqualTo(FieldChars.MAX_KEPT);
    }
  }

  private void assertSame(byte[] record) {
    assertThat(decoder.decode(record))
        .as("%s", new String(record, StandardCharsets.ISO_8859_1))
        .isEqualTo(decoder.decodeUnusual(record));
  }
}
