package io.weir.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerEntryTest {
  private static final LedgerEntry ENTRY =
      new LedgerEntry(
          "enrich", "logs.raw", 3, 100_000, Map.of("received", 3L, "represented", 2L, "held", 1L));

  @Test
  void isWrittenAsTheReadmeSays() {
    assertThat(new String(ENTRY.toJson(), UTF_8))
        .isEqualTo(
            "{\"schema\":1,\"stage\":\"enrich\",\"topic\":\"logs.raw\",\"partition\":3,"
                + "\"from\":100000,\"to\":200000,"
                + "\"counts\":{\"held\":1,\"received\":3,\"represented\":2}}");
    assertThat(ENTRY.key()).isEqualTo("enrich/logs.raw/3/100000");
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    assertThat(LedgerEntry.read(ENTRY.toJson())).isEqualTo(ENTRY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "x", "{\"stage\":\"enrich\"}", "{\"stage\":1,\"topic\":2}"})
  void nothingElseIsAnEntry(String text) {
    assertThatThrownBy(() -> LedgerEntry.read(text.getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "99999,0",
    "100000,100000",
    "199999,100000",
    "1234567,1200000",
  })
  void coversAHundredThousandOffsets(long offset, long from) {
    assertThat(LedgerEntry.rangeOf(offset)).isEqualTo(from);
  }

  @Test
  void balancesIfWhatWasReceivedIsTheSumOfTheRest() {
    assertThat(ENTRY.balances()).isTrue();
    assertThat(with(Map.of("received", 3L, "stored", 2L)).balances()).isFalse();
    assertThat(with(Map.of("received", 3L, "stored", 2L, "dead_lettered.oversize", 1L)).balances())
        .isTrue();
    assertThat(with(Map.of("stored", 1L)).balances()).isFalse();
    assertThat(with(Map.of()).balances()).isTrue();
  }

  private static LedgerEntry with(Map<String, Long> counts) {
    return new LedgerEntry("sink.loki", "events", 0, 0, counts);
  }
}
