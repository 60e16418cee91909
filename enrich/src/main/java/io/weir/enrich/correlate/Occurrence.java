package io.weir.enrich.correlate;

import java.time.Instant;
import java.util.List;

/**
 * A moment at which a rule is true.
 *
 * @param time of that moment
 * @param trigger the match that made it true
 * @param evidence what speaks for it and did not stand in an earlier occurrence of the rule
 */
record Occurrence(Instant time, Match trigger, List<Match> evidence) {}
