package io.weir.cli.report;

import io.weir.cli.report.Retention.Missing;
import io.weir.cli.report.Retention.StoredIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether Elasticsearch still has what was stored in it.
 *
 * @param accounting what its sink says
 * @param retention what it returns
 * @param now for what is removed by age
 */
record StoreCheck(Accounting accounting, Retention retention, Instant now) {

  /** One sentence for each thing that was looked at. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (!accounting.ledger().lines().isEmpty()) {
      findings.add(comparison());
    }
    retention.missing().forEach(missing -> findings.add(missing(missing)));
    operations(findings);
    if (retention.foreign() > 0) {
      findings.add(
          Finding.note(
              "%,d documents in these data streams were not written by Weir; no figure here counts them."
                  .formatted(retention.foreign())));
    }
    if (retention.policy() == null) {
      findings.add(
          Finding.note(
              "The lifecycle policy does not exist or may not be seen by this user: whether indices"
                  + " were removed before their time is not known."));
    }
    return findings;
  }

  private Finding comparison() {
    long said = accounting.stored();
    long found = retention.storedRecords();
    if (!accounting.ledger().isWhole()) {
      return Finding.note(
          "Elasticsearch returns events of %,d records. What its sink says it stored cannot be compared with that: the ledger topic no longer has the first ranges."
              .formatted(found));
    }
    if (found == said) {
      return Finding.proven(
          "%s says it stored %,d records since it began; Elasticsearch returns events of exactly as many."
              .formatted(Accounting.ELASTICSEARCH, said));
    }
    if (found > said) {
      return Finding.note(
          "%s says it stored %,d records; Elasticsearch returns events of %,d, which include those stored while the report was made."
              .formatted(Accounting.ELASTICSEARCH, said, found));
    }
    String fewer =
        "%s says it stored %,d records; Elasticsearch returns events of %,d, %,d fewer"
            .formatted(Accounting.ELASTICSEARCH, said, found, said - found);
    return retention.missing().isEmpty()
        ? Finding.open(fewer + ", and no index was removed by age.")
        : Finding.note(
            fewer + ". Indices were removed, and how many records they held is not known.");
  }

  private Finding missing(Missing missing) {
    String which =
        missing.from() == missing.to()
            ? "index %06d of %s.".formatted(missing.from(), missing.stream())
            : "indices %06d to %06d of %s."
                .formatted(missing.from(), missing.to(), missing.stream());
    if (missing.due() == null) {
      return Finding.open("Removed, although the policy removes nothing: " + which);
    }
    return missing.isEarly(now)
        ? Finding.open("Removed before the policy does, at %s: %s".formatted(missing.due(), which))
        : Finding.note("Removed by age, due since %s: %s".formatted(missing.due(), which));
  }

  private void operations(List<Finding> findings) {
    long known = retention.indices().stream().filter(it -> it.operations() >= 0).count();
    if (known == 0) {
      return;
    }
    boolean explained = true;
    for (StoredIndex index : retention.indices()) {
      if (index.unexplained() > 0) {
        explained = false;
        String sentence =
            "%s has numbered %,d operations and has %,d documents. Operations that left none: %,d; a deletion is two of them, a replacement one, a failover of the shard some."
                .formatted(
                    index.name(), index.operations(), index.documents(), index.unexplained());
        // Of documents that are being written some cannot be found yet.
        findings.add(index.writing() ? Finding.note(sentence) : Finding.open(sentence));
      }
    }
    if (explained) {
      findings.add(
          Finding.proven(
              "In each of the %,d indices, as many documents were created as there are: none was deleted or replaced."
                  .formatted(known)));
    }
  }
}
