package io.weir.enrich.sigma;

import java.util.List;

/**
 * What every rule says about itself.
 *
 * @param place file and line
 * @param id the rule's id, else its name, else a UUID made of its title: what it is called in state
 *     and incidents
 * @param name what correlations may call it, or null
 * @param level medium if the rule does not say
 * @param tactics ATT&amp;CK's, such as {@code credential-access}
 * @param techniques ATT&amp;CK's, such as {@code T1059.004}
 * @param runbook where it says what to do, or null
 */
public record RuleMetadata(
    String place,
    String id,
    String name,
    String title,
    Level level,
    List<String> tactics,
    List<String> techniques,
    String runbook) {}
