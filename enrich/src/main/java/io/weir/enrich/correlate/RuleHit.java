package io.weir.enrich.correlate;

import java.time.Instant;
import java.util.List;

/**
 * A moment at which a rule is true.
 *
 * @param time of that moment
 * @param trigger the match that made it true
 * @param evidence the matches that speak for it and were in no earlier hit of the rule
 */
record RuleHit(Instant time, Match trigger, List<Match> evidence) {}
