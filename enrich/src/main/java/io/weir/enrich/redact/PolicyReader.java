package io.weir.enrich.redact;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.enrich.redact.key.KeyName;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Action;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a policy file: a {@code name}; {@code extends}, one of the policies that come with Weir,
 * from which it starts; {@code pseudonym_scope}, global (the default) or namespace; {@code
 * event_original}, omit (the default) or keep; and {@code classes}, a map from class to keep, mask,
 * mask_last, drop or pseudonym, or to a map of
 *
 * <ul>
 *   <li>{@code action} and {@code why};
 *   <li>{@code keys}: names of keys whose value is of this class, recognised by the end of a key,
 *       or with a {@code =} before the name by a word of it;
 *   <li>{@code patterns}: forms of its values (RE2 syntax), the group {@code value} or all of them;
 *   <li>{@code examples}: texts in which the patterns find a value, checked when the file is read.
 * </ul>
 *
 * A class that Weir does not know becomes one of the policy's own. A class that is not named has
 * its default, which is never keep.
 */
final class PolicyReader {
  private static final String SCOPE = "pseudonym_scope";
  private static final String ORIGINAL = "event_original";
  private static final Set<String> OF_POLICY =
      Set.of("name", "extends", "classes", SCOPE, ORIGINAL);
  private static final Set<String> OF_CLASS =
      Set.of("action", "why", "keys", "patterns", "examples");

  private static final java.util.regex.Pattern LABEL =
      java.util.regex.Pattern.compile("[a-z][a-z0-9_]{1,39}");

  private final Map<String, SensitiveClass> classes = new HashMap<>();
  private final Map<SensitiveClass, Action> actions = new HashMap<>();
  private final List<KeyName> keys = new ArrayList<>();
  private final List<PolicyPattern> patterns = new ArrayList<>();
  private OriginalLine original = OriginalLine.OMIT;
  private PseudonymScope scope = PseudonymScope.GLOBAL;

  PolicyReader() {
    for (SensitiveClass type : SensitiveClass.KNOWN) {
      classes.put(type.label(), type);
      actions.put(type, type.byDefault());
    }
  }

  /**
   * @param documents just one
   * @throws ConfigException naming file, line and reason
   */
  Policy read(List<YamlNode> documents) {
    keys.addAll(KeyName.shipped());
    int known = keys.size();
    String name = document(documents.get(0));
    List<KeyName> added = keys.subList(known, keys.size());
    return new Policy(
        name + "-" + digest(added),
        actions,
        hidden(keys),
        hidden(added),
        patterns,
        original,
        scope);
  }

  /** What is kept must not cover what has to go: a value that stays is looked at as any text. */
  private SensitiveKeys hidden(List<KeyName> names) {
    return new SensitiveKeys(
        names.stream().filter(it -> actions.get(it.rule().type()) != Action.KEEP).toList());
  }

  /** The name that the document has. */
  private String document(YamlNode document) {
    Map<String, YamlNode> root = document.map(OF_POLICY);
    if (!root.containsKey("name")) {
      throw document.fault("must have a 'name'");
    }
    YamlNode base = root.get("extends");
    if (base != null) {
      if (!ShippedPolicies.has(base.text())) {
        throw base.fault("'%s' is no policy that comes with Weir".formatted(base.text()));
      }
      document(ShippedPolicies.documents(base.text()).get(0));
    }
    if (root.containsKey(SCOPE)) {
      scope = root.get(SCOPE).oneOf(PseudonymScope.class);
    }
    if (root.containsKey(ORIGINAL)) {
      original = root.get(ORIGINAL).oneOf(OriginalLine.class);
    }
    if (root.containsKey("classes")) {
      root.get("classes").map().forEach(this::classOf);
    }
    return root.get("name").text();
  }

  private void classOf(String label, YamlNode node) {
    if (!node.isMap()) {
      actions.put(known(label, node), action(known(label, node), node));
      return;
    }
    Map<String, YamlNode> said = node.map(OF_CLASS);
    boolean described = said.containsKey("keys") || said.containsKey("patterns");
    SensitiveClass type = described ? knownOrNew(label, node) : known(label, node);
    if (said.containsKey("action")) {
      actions.put(type, action(type, said.get("action")));
    } else if (!described) {
      throw node.fault("must have an 'action'");
    }
    KeyRule rule = new KeyRule(type, KeyRule.Kind.ALWAYS);
    texts(said.get("keys")).forEach(key -> keys.add(new KeyName(key.text(), rule)));
    List<PolicyPattern> own =
        texts(said.get("patterns")).stream().map(it -> pattern(type, it)).toList();
    patterns.addAll(own);
    for (YamlNode example : texts(said.get("examples"))) {
      if (own.stream().noneMatch(it -> it.pattern().matcher(example.text()).find())) {
        throw example.fault("none of the patterns finds a value in this example");
      }
    }
  }

  private SensitiveClass knownOrNew(String label, YamlNode at) {
    if (!classes.containsKey(label)) {
      if (!LABEL.matcher(label).matches()) {
        throw at.fault("'%s' is no name for a class: small letters, digits and _".formatted(label));
      }
      SensitiveClass type = new SensitiveClass(label, Action.MASK);
      classes.put(label, type);
      actions.put(type, Action.MASK);
    }
    return classes.get(label);
  }

  private SensitiveClass known(String label, YamlNode at) {
    SensitiveClass type = classes.get(label);
    if (type == null) {
      throw at.fault(
          "'%s' is no class, and neither keys nor patterns say what it is; known are %s"
              .formatted(label, String.join(", ", new TreeSet<>(classes.keySet()))));
    }
    return type;
  }

  private static Action action(SensitiveClass type, YamlNode node) {
    Action action = node.oneOf(Action.class);
    boolean address =
        type.equals(SensitiveClass.IP_ADDRESS) || type.equals(SensitiveClass.MAC_ADDRESS);
    if (action == Action.MASK_LAST && !address) {
      throw node.fault("mask_last is only for ip_address and mac_address");
    }
    return action;
  }

  private static List<YamlNode> texts(YamlNode list) {
    return list == null ? List.of() : list.list();
  }

  private static PolicyPattern pattern(SensitiveClass type, YamlNode node) {
    try {
      Pattern pattern = Pattern.compile(node.text());
      if (pattern.matcher("").find()) {
        throw node.fault("the pattern matches where there is nothing");
      }
      return new PolicyPattern(type, pattern);
    } catch (PatternSyntaxException e) {
      throw node.fault("the pattern cannot be used: " + e.getDescription());
    }
  }

  private String digest(List<KeyName> added) {
    Set<String> said = new TreeSet<>();
    actions.forEach((type, action) -> said.add(type.label() + "=" + action));
    if (scope != PseudonymScope.GLOBAL) {
      // Not otherwise: the versions of policies that do not say it stay as they are.
      said.add(SCOPE + "=" + scope);
    }
    if (original != OriginalLine.OMIT) {
      said.add(ORIGINAL + "=" + original);
    }
    patterns.forEach(it -> said.add(it.type().label() + "~" + it.pattern().pattern()));
    added.forEach(it -> said.add(it.rule().type().label() + "<" + it.name()));
    try {
      byte[] bytes = String.join("\n", said).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
