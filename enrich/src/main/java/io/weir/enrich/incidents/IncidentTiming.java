package io.weir.enrich.incidents;

import java.time.Duration;

/**
 * How long incidents wait.
 *
 * @param grace allowed lateness: how far behind the newest event an event may arrive; an incident
 *     waits at least that long
 * @param hold how long after others an event is never late, by the times of appending
 * @param inactivity after which an incident is closed
 */
public record IncidentTiming(Duration grace, Duration hold, Duration inactivity) {}
