package io.weir.sinks.loki;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Loki's answer to a push of one stream means. A 400 is for single entries, of which the
 * others were stored, so the request is divided until the answer is about one entry; what is sent
 * twice by that is stored once. The text is never passed on: it quotes labels and lines.
 */
record LokiResponse(Delivery delivery, boolean divide, boolean late) {
  private static final Pattern RATE =
      Pattern.compile("limit: (\\d{1,15}) bytes/sec\\).{0,80}? totaling '(\\d{1,15})' bytes");

  private record Reason(String text, String name) {}

  private static final List<Reason> REASONS =
      List.of(
          new Reason("max entry size", "line_too_long"),
          new Reason("timestamp too old", "greater_than_max_sample_age"),
          new Reason("timestamp too new", "too_far_in_future"),
          new Reason("structured metadata too large", "structured_metadata"),
          new Reason("too many structured metadata labels", "structured_metadata"),
          new Reason("label names; limit", "labels"),
          new Reason("label name too long", "labels"),
          new Reason("label value too long", "labels"),
          new Reason("duplicate label name", "labels"),
          new Reason("couldn't parse labels", "labels"),
          new Reason("decompressed message size too large", "too_large"));

  static LokiResponse of(int status, String body) {
    return switch (status) {
      case 204 -> new LokiResponse(Done.STORED, false, false);
      case 400 -> ofRefused(body);
      case 413 -> new LokiResponse(new Rejected("too_large", null), true, false);
      case 429 -> new LokiResponse(Retry.soon("rate_limited"), isMoreThanEver(body), false);
      case 500 -> ofServerError(body);
      // 260: an operator has blocked the tenant; no 2xx but 204 means stored.
      case 260 -> hold("blocked");
      case 401, 403 -> hold("forbidden");
      case 404, 405, 422 -> hold("status_" + status);
      default -> new LokiResponse(Retry.soon("status_" + status), false, false);
    };
  }

  /** A request of more bytes than the tenant may send in a second is divided, not repeated. */
  private static boolean isMoreThanEver(String body) {
    Matcher said = RATE.matcher(body);
    return said.find() && Double.parseDouble(said.group(2)) > Double.parseDouble(said.group(1));
  }

  /** No answer came. */
  static LokiResponse unreachable() {
    return new LokiResponse(Retry.soon("unreachable"), false, false);
  }

  private static LokiResponse ofRefused(String body) {
    if (body.contains("too far behind")) {
      return new LokiResponse(new Rejected("too_far_behind", null), true, true);
    }
    String reason = reason(body);
    return reason == null
        ? hold("status_400")
        : new LokiResponse(new Rejected(reason, null), true, false);
  }

  private static LokiResponse ofServerError(String body) {
    if (body.contains("ResourceExhausted")) {
      return new LokiResponse(new Rejected("too_large", null), true, false);
    }
    if (body.contains("label name is empty") || body.contains("normalization for label name")) {
      return new LokiResponse(new Rejected("metadata_name", null), true, false);
    }
    if (body.contains("no schema config found")) {
      return new LokiResponse(new Rejected("before_first_schema", null), true, false);
    }
    return new LokiResponse(Retry.soon("status_500"), false, false);
  }

  /**
   * Loki's own names for why it discards an entry, by what its texts say. Null for all others: a
   * tenant's settings, a request that is not understood, or what stands before Loki would refuse
   * every entry, and a person can mend it.
   */
  private static String reason(String body) {
    return REASONS.stream()
        .filter(reason -> body.contains(reason.text()))
        .map(Reason::name)
        .findFirst()
        .orElse(null);
  }

  private static LokiResponse hold(String reason) {
    return new LokiResponse(Retry.untilMended(reason), false, false);
  }
}
