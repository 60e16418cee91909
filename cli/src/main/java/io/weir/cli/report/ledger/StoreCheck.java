package io.weir.cli.report.ledger;

import io.weir.cli.report.question.Retention;
import io.weir.cli.report.question.Retention.Missing;
import io.weir.cli.report.question.Retention.StoredIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether Elasticsearch still has what was stored in it.
 *
 * @param accounting what its sink says
 * @param retention what it returns
 * @param after the ledger when it had what was stored while Elasticsearch was asked
 * @param now for what is removed by age
 */
public record StoreCheck(Accounting accounting, Retention retention, Ledger after, Instant now) {

  /** One sentence for each thing that was looked at. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (!accounting.ledger().lines().isEmpty() || retention.storedRecords() > 0) {
      findings.add(comparison());
    }
    retention.missing().forEach(missing -> findings.add(missing(missing)));
    operations(findings);
    unknown(findings);
    if (retention.foreign() > 0) {
      findings.add(
          Finding.note(
              String.format(
                  Locale.ROOT,
                  "%,d documents in these data streams were not written by Weir; no figure here counts them.",
                  retention.foreign())));
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
    boolean whole = accounting.ledger().isWhole();
    if (found < said) {
      return fewer(said, found);
    }
    if (!whole) {
      return Finding.note(
          String.format(
              Locale.ROOT,
              "Elasticsearch returns events of %,d records. What its sink says it stored cannot be compared with that: the ledger topic no longer has the first ranges.",
              found));
    }
    if (found == said) {
      return Finding.proven(
          String.format(
              Locale.ROOT,
              "%s says it stored %,d records since it began; Elasticsearch returns events of exactly as many.",
              Accounting.ELASTICSEARCH,
              said));
    }
    long most = Accounting.storedAtMost(after);
    return found > most
        ? Finding.open(
            String.format(
                Locale.ROOT,
                "%s says it stored %,d records, at most %,d with those stored while the report was made; Elasticsearch returns events of %,d, %,d more.",
                Accounting.ELASTICSEARCH,
                said,
                most,
                found,
                found - most))
        : Finding.note(
            String.format(
                Locale.ROOT,
                "%s says it stored %,d records; Elasticsearch returns events of %,d. With those stored while the report was made, and those of interrupted requests, there can be %,d: as many as are missing from that may have been removed.",
                Accounting.ELASTICSEARCH,
                said,
                found,
                most));
  }

  /** What is left of the ledger is a lower bound, even if its beginning is gone. */
  private Finding fewer(long said, long found) {
    String fewer =
        String.format(
            Locale.ROOT,
            "%s says it stored %,d records; Elasticsearch returns events of %,d, %,d fewer",
            Accounting.ELASTICSEARCH,
            said,
            found,
            said - found);
    if (found > 0 && !retention.missing().isEmpty()) {
      return Finding.note(
          fewer + ". Indices were removed, and how many records they held is not known.");
    }
    if (!retention.missing().isEmpty()) {
      return Finding.open(fewer + ": nothing is left.");
    }
    return Finding.open(
        fewer
            + (retention.knowsRemovals()
                ? ", and no index was removed by age."
                : ". Whether an index was removed by age is not known."));
  }

  private Finding missing(Missing missing) {
    String which =
        missing.from() == missing.to()
            ? String.format(Locale.ROOT, "index %06d of %s.", missing.from(), missing.stream())
            : String.format(
                Locale.ROOT,
                "indices %06d to %06d of %s.",
                missing.from(),
                missing.to(),
                missing.stream());
    if (missing.due() == null) {
      return Finding.open("Removed, although the policy removes nothing: " + which);
    }
    return missing.isEarly(now)
        ? Finding.open(
            String.format(
                Locale.ROOT, "Removed before the policy does, at %s: %s", missing.due(), which))
        : Finding.note(
            String.format(Locale.ROOT, "Removed by age, due since %s: %s", missing.due(), which));
  }

  private void unknown(List<Finding> findings) {
    if (retention.indices().isEmpty()) {
      findings.add(
          Finding.note(
              "Elasticsearch has no data streams of Weir, or this user may not see them: whether indices were removed is not known."));
    } else if (!retention.knowsAges()) {
      findings.add(
          Finding.note(
              "When indices were created may not be seen by this user: whether some were removed is not known."));
    }
  }

  private void operations(List<Finding> findings) {
    long known = retention.indices().stream().filter(StoredIndex::isCounted).count();
    if (known < retention.indices().size()) {
      findings.add(
          Finding.note(
              String.format(
                  Locale.ROOT,
                  "Numbers of documents and operations of %,d indices may not be seen by this user: whether documents were deleted or replaced in them is not known.",
                  retention.indices().size() - known)));
    }
    if (known == 0) {
      return;
    }
    boolean explained = true;
    for (StoredIndex index : retention.indices()) {
      if (index.unexplained() > 0) {
        explained = false;
        String sentence =
            String.format(
                Locale.ROOT,
                "%s has numbered %,d operations and has %,d documents. Operations that left none: %,d; a deletion is two of them, a replacement one, a failover of the shard some.",
                index.name(),
                index.operations(),
                index.documents(),
                index.unexplained());
        // Of documents that are being written some cannot be found yet.
        findings.add(index.writing() ? Finding.note(sentence) : Finding.open(sentence));
      }
    }
    if (explained) {
      findings.add(
          Finding.proven(
              String.format(
                  Locale.ROOT,
                  "In each of the %,d indices, as many documents were created as there are: none was deleted or replaced.",
                  known)));
    }
  }
}
