package io.weir.cli.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Actions;
import io.weir.sinks.elasticsearch.SavedSearch;
import io.weir.sinks.elasticsearch.SavedSearches;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionsTest {
  @Test
  void aRecordThatTwoStoresRefuseIsMissingOnce() {
    Map<String, Map<String, Long>> sums =
        Map.of(
            "enrich logs.raw",
                Map.of("received", 9L, "represented", 6L, "expired", 2L, "dropped.probes", 1L),
            "sink.elasticsearch events",
                Map.of("received", 6L, "stored", 5L, "dead_lettered.mapping", 1L),
            "sink.loki events", Map.of("received", 6L, "stored", 5L, "dead_lettered.too_old", 1L));

    assertThat(NotCollectedSection.records(sums)).isEqualTo(4);
  }

  /** A file of an earlier run must not stay. */
  @Test
  void aSearchWithoutAnEventHasATableToo() {
    SavedSearch drops = SavedSearches.shipped().byId("weir-falco-drops");
    Actions none = new Actions(drops, 0, "rule.name", Map.of(), 0, 0, List.of());

    assertThat(ActionsSection.tables(List.of(none)))
        .extracting(Table::file)
        .containsExactly("actions", "actions-by", "actions-falco-drops");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | Everything is accounted for.",
        "false | Nothing found is open, but sums could not be compared: the ledger has lost its"
            + " beginning."
      })
  void sumsThatCouldNotBeComparedAreNoProof(boolean compared, String verdict) {
    assertThat(ComplianceReport.verdict(compared)).isEqualTo(verdict);
  }
}
