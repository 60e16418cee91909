package io.weir.sinks.alertmanager;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;

/** What Alertmanager's answer to a post of alerts means. */
final class AlertmanagerResponse {
  private AlertmanagerResponse() {}

  static Delivery of(int status) {
    return switch (status) {
      case 200 -> Done.STORED;
      case 400 -> new Rejected("refused", null);
      case 401, 403, 404, 405, 410 -> Retry.untilMended("status_" + status);
      default -> Retry.soon("status_" + status);
    };
  }
}
