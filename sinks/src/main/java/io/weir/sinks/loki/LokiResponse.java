package io.weir.sinks.loki;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Loki's answer to a push of one stream means. A 400 is for single entries, of which the
 * others were stored, so the request is halved until the answer is about one entry; what is sent
 * twice by that is stored once. The text is never passed on: it quotes labels and lines.
 *
 * @param verdict on the entries, where nothing else can be done with them
 * @param elsewhere where they may be stored instead
 * @param late how many of the entries came too late for the stream, all others being stored; {@link
 *     #UNKNOWN} if the answer does not say
 */
record LokiResponse(Verdict verdict, Elsewhere elsewhere, int late) {
  static final int UNKNOWN = -1;

  /** Another stream that may take what this one does not. */
  enum Elsewhere {
    NOWHERE,
    /** What is late goes to a stream of its hour. */
    BACKFILL,
    /** All of it goes to the stream for the excess: Loki opens no more of them. */
    OVERFLOW
  }

  /** Nobody lets a tenant save up more than this; Loki's default is one and a half. */
  private static final int MAX_BURST_SECONDS = 10;

  private static final Pattern RATE =
      Pattern.compile("limit: (\\d{1,15}) bytes/sec\\).{0,80}? totaling '(\\d{1,15})' bytes");

  private static final Pattern IGNORED =
      Pattern.compile("total ignored: (\\d{1,9}) out of (\\d{1,9}) for stream");

  /** Many such lines are normal where an agent reads old files for the first time. */
  private static final String TOO_OLD = "greater_than_max_sample_age";

  private record Reason(String text, String name) {}

  private static final List<Reason> REASONS =
      List.of(
          new Reason("max entry size", "line_too_long"),
          new Reason("timestamp too old", TOO_OLD),
          new Reason("timestamp too new", "too_far_in_future"),
          new Reason("structured metadata too large", "structured_metadata"),
          new Reason("too many structured metadata labels", "structured_metadata"),
          new Reason("label names; limit", "labels"),
          new Reason("label name too long", "labels"),
          new Reason("label value too long", "labels"),
          new Reason("duplicate label name", "labels"),
          new Reason("couldn't parse labels", "labels"),
          new Reason("decompressed message size too large", "too_large"));

  /**
   * Judges an answer.
   *
   * @param entries how many were pushed
   */
  static LokiResponse of(int status, String body, int entries) {
    return switch (status) {
      case 204 -> of(new Verdict.All(Done.STORED));
      case 400 -> ofRefused(body, entries);
      case 413 -> rejected("too_large");
      case 429 -> ofPressure(body, entries);
      case 500 -> ofServerError(body);
      // 260: an operator has blocked the tenant; no 2xx but 204 means stored.
      case 260 -> hold("blocked");
      case 401, 403 -> hold("forbidden");
      case 404, 405, 422 -> hold("status_" + status);
      default -> stop(Retry.soon("status_" + status));
    };
  }

  /** Limits of one stream say nothing of the others. */
  private static LokiResponse ofPressure(String body, int entries) {
    Retry retry = Retry.less("rate_limited");
    if (body.contains("active stream limit")) {
      Retry full = Retry.untilFixed("stream_limit").ofLane();
      return new LokiResponse(new Verdict.All(full), Elsewhere.OVERFLOW, 0);
    }
    double seconds = secondsOfRate(body);
    if (seconds > MAX_BURST_SECONDS && entries == 1) {
      return of(new Verdict.All(new Rejected("over_rate_limit", null)));
    }
    if (seconds > 1) {
      return of(new Verdict.Halve(retry.ofLane()));
    }
    return body.contains("Per stream rate limit")
        ? of(new Verdict.All(retry.ofLane()))
        : stop(retry);
  }

  /** How long the tenant's rate would need for the request; 0 if the answer does not say. */
  private static double secondsOfRate(String body) {
    Matcher said = RATE.matcher(body);
    return said.find() ? Double.parseDouble(said.group(2)) / Double.parseDouble(said.group(1)) : 0;
  }

  /** What becomes of an entry that was alone in the request. */
  Delivery ofOne() {
    if (verdict instanceof Verdict.Stop stop) {
      return stop.retry();
    }
    return verdict instanceof Verdict.Halve halve
        ? halve.ofOne()
        : ((Verdict.All) verdict).delivery();
  }

  /** No answer came. */
  static LokiResponse unreachable() {
    return stop(Retry.soon("unreachable"));
  }

  static LokiResponse stop(Retry retry) {
    return of(new Verdict.Stop(retry));
  }

  private static LokiResponse of(Verdict verdict) {
    return new LokiResponse(verdict, Elsewhere.NOWHERE, 0);
  }

  private static LokiResponse hold(String reason) {
    return stop(Retry.untilFixed(reason));
  }

  private static LokiResponse rejected(String reason) {
    return of(new Verdict.Halve(new Rejected(reason, null, reason.equals(TOO_OLD))));
  }

  private static LokiResponse ofRefused(String body, int entries) {
    if (body.contains("too far behind")) {
      return new LokiResponse(
          new Verdict.Halve(new Rejected("too_far_behind", null)),
          Elsewhere.BACKFILL,
          late(body, entries));
    }
    String reason = reason(body);
    return reason == null ? hold("status_400") : rejected(reason);
  }

  /**
   * How many were late. Entries that Loki found invalid before it looked at their order are missing
   * in its sum, and one whose stream was too fast is in it: then the number is of no use.
   */
  private static int late(String body, int entries) {
    Matcher said = IGNORED.matcher(body);
    return said.find()
            && Integer.parseInt(said.group(2)) == entries
            && !body.contains("Per stream rate limit")
        ? Integer.parseInt(said.group(1))
        : UNKNOWN;
  }

  private static LokiResponse ofServerError(String body) {
    if (body.contains("ResourceExhausted")) {
      return rejected("too_large");
    }
    if (body.contains("label name is empty") || body.contains("normalization for label name")) {
      return rejected("metadata_name");
    }
    if (body.contains("no schema config found")) {
      return rejected("before_first_schema");
    }
    return stop(Retry.soon("status_500"));
  }

  /**
   * Loki's own names for why it discards an entry, by what its texts say. Null for all others: a
   * tenant's settings, a request that is not understood, or a proxy in front of Loki would refuse
   * every entry, and a person can fix it.
   */
  private static String reason(String body) {
    return REASONS.stream()
        .filter(reason -> body.contains(reason.text()))
        .map(Reason::name)
        .findFirst()
        .orElse(null);
  }
}
