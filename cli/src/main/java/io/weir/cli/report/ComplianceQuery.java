package io.weir.cli.report;

import io.weir.cli.config.ElasticsearchConfig;
import io.weir.cli.report.ledger.Accounting;
import io.weir.cli.report.ledger.Coverage;
import io.weir.cli.report.ledger.Finding;
import io.weir.cli.report.ledger.Ledger;
import io.weir.cli.report.ledger.Ledger.Line;
import io.weir.cli.report.ledger.LedgerReader;
import io.weir.cli.report.ledger.StoreCheck;
import io.weir.cli.report.ledger.TopicRetention;
import io.weir.cli.report.question.Actions;
import io.weir.cli.report.question.ActionsQuery;
import io.weir.cli.report.question.Collected;
import io.weir.cli.report.question.Collected.Source;
import io.weir.cli.report.question.CollectedQuery;
import io.weir.cli.report.question.ElasticsearchQueries;
import io.weir.cli.report.question.IncidentsQuery;
import io.weir.cli.report.question.Month;
import io.weir.cli.report.question.Redactions;
import io.weir.cli.report.question.RedactionsQuery;
import io.weir.cli.report.question.Retention;
import io.weir.cli.report.question.RetentionQuery;
import io.weir.cli.report.section.ComplianceReport;
import io.weir.cli.report.section.ComplianceReport.OrdinaryLogs;
import io.weir.ingest.topic.Topic;
import io.weir.sinks.elasticsearch.ElasticsearchClient;
import io.weir.sinks.elasticsearch.SavedSearches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Asks Kafka's ledger first, so that the store has what the ledger says, and once more at the end,
 * for what was stored meanwhile.
 */
final class ComplianceQuery {
  private static final String DASHBOARD = "weir-compliance";
  private static final String FALCO_DROPS = "weir-falco-drops";

  /** Longer than a sink takes from reading an event to writing its entry. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** As long as an index may take until its documents are found, by what people set. */
  private static final Duration REFRESH = Duration.ofSeconds(30);

  private final ElasticsearchConfig config;
  private final Collection<String> classes;
  private final Month month;
  private final Instant now;

  /**
   * Asks nothing yet.
   *
   * @param classes of redaction that are known
   */
  ComplianceQuery(
      ElasticsearchConfig config, Collection<String> classes, Month month, Instant now) {
    this.config = config;
    this.classes = classes;
    this.month = month;
    this.now = now;
  }

  ComplianceReport run() {
    try (LedgerReader reader = new LedgerReader(config.role().kafka())) {
      return run(reader);
    }
  }

  private ComplianceReport run(LedgerReader reader) {
    List<Finding> findings = new ArrayList<>();
    Ledger before = reader.read();
    Ledger ledger = reader.readUntil(it -> Accounting.isSettled(before, it), PATIENCE);
    if (reader.unreadable() > 0) {
      findings.add(
          Finding.open(
              String.format(
                  Locale.ROOT, "%,d entries of the ledger cannot be read.", reader.unreadable())));
    }
    Duration keeps = TopicRetention.of(config.role().kafkaAdmin(), Topic.LEDGER.name());
    try (ElasticsearchClient client = ElasticsearchClient.of(config.address())) {
      ElasticsearchQueries elasticsearch =
          new ElasticsearchQueries(client.rest(), config.address().name());
      RetentionQuery retention = new RetentionQuery(elasticsearch, REFRESH);
      Collected collected = new CollectedQuery(elasticsearch, month).run();
      List<Line> lines = concerned(ledger, collected);
      boolean stored = !collected.sources().isEmpty();
      int later = ledger.between(month.from(), month.to()).size();
      findings.add(new Coverage(month, keeps, !lines.isEmpty(), later, stored, now).finding());
      Accounting accounting = new Accounting(before, ledger, lines);
      findings.addAll(accounting.findings());
      SavedSearches searches = SavedSearches.shipped();
      ActionsQuery actions = new ActionsQuery(elasticsearch, month);
      List<Actions> found = searches.ofDashboard(DASHBOARD).stream().map(actions::run).toList();
      Actions drops = actions.run(searches.byId(FALCO_DROPS));
      IncidentsQuery.Incidents incidents = new IncidentsQuery(elasticsearch, month).run();
      Redactions redactions = new RedactionsQuery(elasticsearch, month, classes).run();
      Retention kept = retention.run(accounting.stored());
      Ledger after =
          ledger.isWhole()
              ? reader.readUntil(
                  it -> Accounting.storedAtMost(it) >= kept.storedRecords(), PATIENCE)
              : ledger;
      return new ComplianceReport(
          month,
          month.until(now),
          now,
          config.address().name(),
          String.valueOf(config.role().kafka().get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)),
          config.allLogs() ? OrdinaryLogs.STORED : OrdinaryLogs.LEFT_OUT,
          collected,
          found,
          drops,
          incidents,
          redactions,
          accounting,
          kept,
          findings,
          new StoreCheck(accounting, kept, after, now).findings());
    }
  }

  /**
   * The ranges that concern the month. Where its events came later than it, as those of files that
   * were read again do, they are the ranges of the time when the events came.
   */
  private List<Line> concerned(Ledger ledger, Collected collected) {
    boolean stored = !collected.sources().isEmpty();
    if (!stored && !ledger.hasEntryOf(month.from(), month.to())) {
      return List.of();
    }
    List<Line> lines = ledger.between(month.from(), month.to());
    List<Instant> ingested =
        collected.sources().stream()
            .flatMap((Source it) -> Stream.of(it.firstIngested(), it.lastIngested()))
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    return lines.isEmpty() && !ingested.isEmpty()
        ? ledger.between(ingested.get(0), ingested.get(ingested.size() - 1).plusMillis(1))
        : lines;
  }
}
