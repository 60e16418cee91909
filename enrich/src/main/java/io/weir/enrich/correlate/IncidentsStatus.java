package io.weir.enrich.correlate;

/**
 * What has been done for want of room, since the start.
 *
 * @param kept incidents that are remembered now
 * @param closedEarly incidents that were closed while more might have come
 * @param collapsed findings that went into the incident of their rule
 * @param lastRule the title of a rule of the last of these; null if there were none
 */
public record IncidentsStatus(int kept, long closedEarly, long collapsed, String lastRule) {}
