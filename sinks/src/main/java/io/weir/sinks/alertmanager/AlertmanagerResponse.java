package io.weir.sinks.alertmanager;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What Alertmanager's answer to a post of alerts means. A 400 is for single alerts, so the request
 * is halved until the answer is about one; what is sent twice by that is one alert. The text is
 * never passed on: it quotes labels.
 */
final class AlertmanagerResponse {
  /** What it says of an alert that it never takes, whatever else is fixed. */
  private static final List<String> ALERTS_FAULT =
      List.of(
          "start time must be before end time",
          "start time missing",
          "at least one label pair required",
          "invalid label set: ",
          "invalid annotations: ",
          "because parsing time ");

  private AlertmanagerResponse() {}

  /** Judges an answer of one replica. */
  static Verdict of(int status, String body) {
    return switch (status) {
      case 200 -> new Verdict.All(Done.STORED);
      case 400 ->
          ALERTS_FAULT.stream().anyMatch(body::contains)
              ? new Verdict.Halve(new Rejected("refused", null))
              : new Verdict.Stop(Retry.untilFixed("status_400"));
      // Alertmanager has no limit; a proxy before it may.
      case 413 -> new Verdict.Halve(new Rejected("too_large", null));
      case 401, 403, 404, 405, 410, 415, 422 ->
          new Verdict.Stop(Retry.untilFixed("status_" + status));
      default -> new Verdict.Stop(Retry.soon("status_" + status));
    };
  }

  /** No answer came. */
  static Verdict unreachable() {
    return new Verdict.Stop(Retry.soon("unreachable"));
  }

  /**
   * What the answers of all replicas mean: one that has the alerts is enough. One that is out says
   * nothing about them, so what another refuses is kept until all have refused it.
   */
  static Verdict together(Collection<Verdict> replicas) {
    Delivery best =
        replicas.stream()
            .map(AlertmanagerResponse::ofOne)
            .max(Comparator.comparingInt(AlertmanagerResponse::rank))
            .orElseThrow();
    if (best instanceof Done) {
      return new Verdict.All(best);
    }
    if (replicas.stream().anyMatch(Verdict.Halve.class::isInstance)) {
      return new Verdict.Halve(best);
    }
    return best instanceof Retry retry ? new Verdict.Stop(retry) : new Verdict.All(best);
  }

  /** What becomes of an alert that was alone in a request with this verdict. */
  static Delivery ofOne(Verdict verdict) {
    if (verdict instanceof Verdict.Stop stop) {
      return stop.retry();
    }
    return verdict instanceof Verdict.Halve halve
        ? halve.ofOne()
        : ((Verdict.All) verdict).delivery();
  }

  private static int rank(Delivery delivery) {
    if (delivery instanceof Done) {
      return 3;
    }
    return delivery instanceof Retry retry ? (retry.needsOperator() ? 2 : 1) : 0;
  }
}
