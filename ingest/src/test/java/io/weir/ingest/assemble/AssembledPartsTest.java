package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts of which events are put together. */
class AssembledPartsTest {
  @Test
  void writesOffsetsAsPairsOfFirstAndLast() {
    assertThat(OffsetRanges.of(new long[] {3, 4, 5, 9})).containsExactly(3, 5, 9, 9);
    assertThat(OffsetRanges.of(new long[] {7})).containsExactly(7, 7);
    assertThat(OffsetRanges.of(new long[] {1, 3, 5})).containsExactly(1, 1, 3, 3, 5, 5);
    assertThat(OffsetRanges.of(new long[] {})).isEmpty();
  }

  @Test
  void readsBothEndsOfAConnection() {
    Fields fields = new Fields();
    Connection.parse("10.0.0.1:40000->203.0.113.7:4444").orElseThrow().addTo(fields);

    assertThat(fields)
        .isEqualTo(
            new Fields()
                .put(Field.SOURCE_IP, "10.0.0.1")
                .put(Field.SOURCE_PORT, 40_000)
                .put(Field.DESTINATION_IP, "203.0.113.7")
                .put(Field.DESTINATION_PORT, 4444));
    assertThat(Connection.parse("2001:db8::1:40000->2001:db8::2:443").orElseThrow().sourceIp())
        .isEqualTo("2001:db8::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "10.0.0.1:1",
        "10.0.0.1->10.0.0.2",
        "host:1->host:2",
        "10.0.0.1:400000->10.0.0.2:1",
        "10.0.0.1:1->10.0.0.2:1 more",
      })
  void readsNoOtherDescriptorAsAConnection(String descriptor) {
    assertThat(Connection.parse(descriptor)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes-audit,kubernetes.audit_logs",
    "vault-audit,hashicorp_vault.audit",
    "elasticsearch-audit,elasticsearch.audit",
    "auditd,auditd.log",
    "syslog,system.syslog",
    "plain,system.syslog",
  })
  void storesAuditsByTheNamesOfElasticsIntegrations(String format, String dataset) {
    assertThat(AuditDatasets.of(format)).isEqualTo(dataset);
  }

  @Test
  void boundsEachPartitionAndAllOfThemTogether() {
    HeldBudget budget = new HeldBudget(10, 15);
    HeldBudget.Share one = budget.share();
    HeldBudget.Share two = budget.share();

    one.add(10);
    assertThat(one.exceeded()).isNull();
    two.add(6);
    assertThat(two.exceeded()).isEqualTo(EarlyEnd.PROCESS_FULL);
    one.add(1);
    assertThat(one.exceeded()).isEqualTo(EarlyEnd.PARTITION_FULL);

    one.add(-11);
    assertThat(one.exceeded()).as("who holds nothing lets nothing go").isNull();
    assertThat(two.exceeded()).isNull();
    assertThat(budget.held()).isEqualTo(6);
  }

  @Test
  void letsAQuarterOfTheHeapBeHeld() {
    HeldBudget.Share share = HeldBudget.ofHeap(16 << 20).share();
    share.add(4 << 20);
    assertThat(share.exceeded()).isNull();
    share.add(1);
    assertThat(share.exceeded()).isEqualTo(EarlyEnd.PROCESS_FULL);
  }
}
