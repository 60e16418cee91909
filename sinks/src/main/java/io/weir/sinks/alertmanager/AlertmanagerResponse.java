package io.weir.sinks.alertmanager;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What Alertmanager's answer to a post of alerts means. A 400 is for single alerts, so the request
 * is divided until the answer is about one; what is sent twice by that is one alert. The text is
 * never passed on: it quotes labels.
 */
record AlertmanagerResponse(Delivery delivery, boolean divide) {
  /** What it says of an alert that it never takes, whatever else is fixed. */
  private static final List<String> ALERTS_FAULT =
      List.of(
          "start time must be before end time",
          "start time missing",
          "at least one label pair required",
          "invalid label set: ",
          "invalid annotations: ",
          "because parsing time ");

  static AlertmanagerResponse of(int status, String body) {
    return switch (status) {
      case 200 -> whole(Done.STORED);
      case 400 ->
          ALERTS_FAULT.stream().anyMatch(body::contains)
              ? new AlertmanagerResponse(new Rejected("refused", null), true)
              : whole(Retry.untilFixed("status_400"));
      // Alertmanager has no limit; what stands before it may.
      case 413 -> new AlertmanagerResponse(new Rejected("too_large", null), true);
      case 401, 403, 404, 405, 410, 415, 422 -> whole(Retry.untilFixed("status_" + status));
      default -> whole(Retry.soon("status_" + status));
    };
  }

  /** No answer came. */
  static AlertmanagerResponse unreachable() {
    return whole(Retry.soon("unreachable"));
  }

  private static AlertmanagerResponse whole(Delivery delivery) {
    return new AlertmanagerResponse(delivery, false);
  }

  /**
   * What the answers of all replicas mean: one that has the alerts is enough. One that is out says
   * nothing about them, so what another refuses is kept until all have refused it.
   */
  static AlertmanagerResponse together(Collection<AlertmanagerResponse> replicas) {
    AlertmanagerResponse best =
        Collections.max(replicas, Comparator.comparingInt(AlertmanagerResponse::rank));
    boolean divide = replicas.stream().anyMatch(AlertmanagerResponse::divide);
    return new AlertmanagerResponse(best.delivery(), divide && !(best.delivery() instanceof Done));
  }

  private int rank() {
    if (delivery instanceof Done) {
      return 3;
    }
    return delivery instanceof Retry retry ? (retry.needsOperator() ? 2 : 1) : 0;
  }
}
