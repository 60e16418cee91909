package io.weir.cli.report.question;

import java.util.List;

/**
 * The newest revision of an incident, as it is stored.
 *
 * @param severity as Sigma names it
 * @param timeline one line for each of its first and last events
 */
public record IncidentSummary(
    String id,
    String severity,
    int severityNumber,
    String entity,
    List<String> tactics,
    List<String> rules,
    String firstSeen,
    String lastSeen,
    String status,
    long events,
    long revision,
    List<String> timeline) {}
