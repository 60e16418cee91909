package io.weir.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlainInputTest {
  private final PlainInput lines = new PlainInput("a file");

  @Test
  void keepsALineAsItIs() {
    LogLine line = lines.line(7, "cart is nearly full");

    assertThat(line.text()).isEqualTo("cart is nearly full");
    assertThat(line.time()).isNull();
    assertThat(line.partial()).isFalse();
    assertThat(line.fileOffset()).isEqualTo(7);
  }

  @Test
  void unwrapsALineOfAContainerRuntime() {
    LogLine line = lines.line(0, "2026-11-23T01:00:04.472581257Z stderr F cart is nearly full");

    assertThat(line.text()).isEqualTo("cart is nearly full");
    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-23T01:00:04.472581257Z"));
    assertThat(line.partial()).isFalse();
    assertThat(line.source()).isEqualTo("a file/stderr");
  }

  @Test
  void tellsWhichLinesAreParts() {
    assertThat(lines.line(0, "2026-11-23T01:00:04.472581257Z stdout P cart is ").partial())
        .isTrue();
    assertThat(lines.line(0, "2026-11-23T01:00:04.472581257Z stdout F nearly full").partial())
        .isFalse();
  }
}
