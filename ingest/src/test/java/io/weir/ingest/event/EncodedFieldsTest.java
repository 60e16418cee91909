package io.weir.ingest.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodedFieldsTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:00:00Z");

  /** That fields are shared saves work, and changes no byte. */
  @Test
  void sharedFieldsAreWrittenAsOwnOnes() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      Fields base = some(random);
      Fields own = some(random);
      Fields together = base.copy().putAll(own);
      Fields over = own.setBase(SharedFields.of(base));

      assertThat(write(over)).isEqualTo(write(together));
    }
  }

  @Test
  void whatIsRemovedFromSharedFieldsIsNotWritten() {
    SharedFields base =
        SharedFields.of(
            new Fields().put(Field.KUBERNETES_POD_NAME, "cart-1").put(Field.HOST_NAME, "node-1"));
    Fields fields = new Fields(base).remove(Field.KUBERNETES_POD_NAME);

    assertThat(write(fields)).doesNotContain("cart-1").contains("node-1");
  }

  /** All that JSON wants escaped, and what it does not. */
  @Test
  void writesTextSoThatItIsReadAsItWas() throws IOException {
    StringBuilder text = new StringBuilder();
    for (char c = 0; c < 0x200; c++) {
      text.append(c);
    }
    text.append("\u2028\u2029\uFFFD\uD83D\uDE00");
    Event event = new Event(TIME, text.toString(), new Fields().put(Field.EVENT_ID, "1"));

    assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
  }

  @Test
  void writesNumbersOfEverySize() {
    for (long number : new long[] {0, 9, 10, 99, 100, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(write(new Fields().put(Field.EVENT_DURATION, number)))
          .contains("\"duration\":" + number);
    }
  }

  private static Fields some(Random random) {
    Fields fields = new Fields();
    for (Field field : Field.values()) {
      if (random.nextInt(6) == 0) {
        switch (field.type()) {
          case LONG -> fields.put(field, random.nextInt(1000));
          case DATE -> fields.put(field, TIME.plusSeconds(random.nextInt(1000)));
          case KEYWORDS -> fields.put(field, List.of("a", "b" + random.nextInt(9)));
          case LONGS -> fields.put(field, new long[] {1, random.nextInt(9)});
          case FLATTENED ->
              fields.put(field, Json.MAPPER.createObjectNode().put("k", random.nextInt(9)));
          default -> fields.put(field, "text " + random.nextInt(1000));
        }
      }
    }
    return fields;
  }

  private static String write(Fields fields) {
    return new String(EventJson.write(new Event(TIME, "x", fields)), UTF_8);
  }
}
