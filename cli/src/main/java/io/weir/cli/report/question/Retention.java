package io.weir.cli.report.question;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What Elasticsearch keeps, and for how long.
 *
 * @param policy the lifecycle policy, or null if it cannot be seen or there is none
 * @param indices of all data streams of Weir, by name
 * @param missing generations of data streams that are gone
 * @param foreign documents in these data streams that Weir has not written
 * @param storedRecords how many raw records all events represent that are stored now, of any time
 */
public record Retention(
    Policy policy,
    List<StoredIndex> indices,
    List<Missing> missing,
    long foreign,
    long storedRecords) {

  /** Whether all indices say when they were created. */
  public boolean knowsAges() {
    return indices.stream().allMatch(index -> index.created() != null);
  }

  /** Whether {@code missing} can be believed: without indices, ages or policy nobody can say. */
  public boolean knowsRemovals() {
    return policy != null && !indices.isEmpty() && knowsAges();
  }

  /**
   * The lifecycle policy.
   *
   * @param changed when it was changed last, as Elasticsearch says it
   * @param deleteAfter from the rollover of an index; null if nothing is deleted
   */
  public record Policy(String name, long version, String changed, Duration deleteAfter) {}

  /**
   * An index.
   *
   * @param stream the data stream that it belongs to
   * @param writing whether it is the one that new documents go to
   * @param created null if not known
   * @param documents -1 if not known
   * @param operations how many operations Elasticsearch has numbered in it: a document that is
   *     created takes one, one that is deleted or replaced takes another; -1 if not known
   * @param removal when the policy removes it; null if never, or not before it rolls over
   */
  public record StoredIndex(
      String name,
      String stream,
      boolean writing,
      Instant created,
      long documents,
      long operations,
      Instant removal) {

    public boolean isCounted() {
      return documents >= 0 && operations >= 0;
    }

    /** Operations that left no document. */
    public long unexplained() {
      return isCounted() ? Math.max(0, operations - documents) : 0;
    }
  }

  /**
   * Generations of a data stream that are no longer there.
   *
   * @param due when the policy would have removed the newest of them; null if it removes nothing
   */
  public record Missing(String stream, long from, long to, Instant due) {
    /** Whether it was removed before its time. */
    public boolean isEarly(Instant now) {
      return due == null || now.isBefore(due);
    }
  }
}
