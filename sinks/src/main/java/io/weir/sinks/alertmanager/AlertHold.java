package io.weir.sinks.alertmanager;

import java.time.Duration;

/**
 * How long an alert holds after the newest revision of its incident.
 *
 * @param open of an incident that is open
 * @param closed of one that is closed; longer than Alertmanager waits for more of a group, else
 *     nobody would get a message of an incident that is closed as soon as it is found
 */
public record AlertHold(Duration open, Duration closed) {
  /** Whether it is over in either case. */
  boolean isOver(long appended, long now) {
    return appended + Math.max(open.toMillis(), closed.toMillis()) <= now;
  }
}
