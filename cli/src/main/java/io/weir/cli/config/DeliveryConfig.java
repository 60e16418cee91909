package io.weir.cli.config;

import io.weir.sinks.DeliverySettings;
import io.weir.sinks.DeliverySettings.WhenFull;

/**
 * The bounds of a sink's work, the same for every store: {@code held.bytes}, {@code when.full},
 * {@code dead.letters.per.minute}, {@code requests.in.flight}.
 */
final class DeliveryConfig {
  private static final int MIN_BYTES = 4 << 20;
  private static final int MAX_REQUESTS = 256;

  private DeliveryConfig() {}

  static DeliverySettings read(Settings settings) {
    DeliverySettings byDefault = DeliverySettings.forThisHeap();
    int bytes = (int) Math.min(Integer.MAX_VALUE, byDefault.heldBytes());
    return new DeliverySettings(
        settings.number("held.bytes", Math.max(MIN_BYTES, bytes), MIN_BYTES, Integer.MAX_VALUE),
        whenFull(settings),
        settings.number(
            "dead.letters.per.minute", byDefault.deadLettersPerMinute(), 0, Integer.MAX_VALUE),
        settings.number("requests.in.flight", byDefault.requestsInFlight(), 1, MAX_REQUESTS));
  }

  private static WhenFull whenFull(Settings settings) {
    return switch (settings.text("when.full", "wait")) {
      case "wait" -> WhenFull.WAIT;
      case "dead_letter" -> WhenFull.DEAD_LETTER;
      default -> throw settings.fault("when.full", "must be wait or dead_letter");
    };
  }
}
