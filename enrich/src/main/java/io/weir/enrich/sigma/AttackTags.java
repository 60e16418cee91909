package io.weir.enrich.sigma;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tactics and techniques of MITRE ATT&amp;CK among a rule's tags. */
record AttackTags(List<String> tactics, List<String> techniques) {
  private static final String NAMESPACE = "attack.";
  private static final Pattern TECHNIQUE = Pattern.compile("t\\d{4}(\\.\\d{3})?");
  private static final Set<String> TACTICS =
      Set.of(
          "reconnaissance",
          "resource-development",
          "initial-access",
          "execution",
          "persistence",
          "privilege-escalation",
          "defense-evasion",
          "credential-access",
          "discovery",
          "lateral-movement",
          "collection",
          "command-and-control",
          "exfiltration",
          "impact");

  /** Tags of other namespaces, and groups and software of ATT&amp;CK's, are left out. */
  static AttackTags of(List<String> tags) {
    List<String> names =
        tags.stream()
            .map(tag -> tag.toLowerCase(Locale.ROOT))
            .filter(tag -> tag.startsWith(NAMESPACE))
            .map(tag -> tag.substring(NAMESPACE.length()))
            .toList();
    return new AttackTags(
        names.stream().map(name -> name.replace('_', '-')).filter(TACTICS::contains).toList(),
        names.stream()
            .filter(name -> TECHNIQUE.matcher(name).matches())
            .map(name -> name.toUpperCase(Locale.ROOT))
            .toList());
  }
}
