package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Locale;

/**
 * Arguments of commands: {@code --api-key x}, {@code -storepass x}, and the short flags for
 * passwords of well-known programs, {@code curl -sSu user:x}, {@code mysql -px}, {@code sshpass -p
 * x}, also where the arguments are the items of a list.
 */
final class CommandOptionDetector implements Detector {
  private static final int MAX_FLAG = 64;
  private static final int MAX_COMMAND = 200;

  /** Flags of one letter can be joined. */
  private static final int MAX_JOINED = 6;

  /** From so many letters on, what follows one hyphen is the name of a flag. */
  private static final int MIN_NAME = 4;

  /** They follow a flag that is spoken of. */
  private static final Keywords PROSE =
      Keywords.of(
          "via", "is", "and", "or", "flag", "option", "value", "must", "with", "as", "on", "in");

  private final SensitiveKeys keys;

  CommandOptionDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    CharSet before = CharSet.BLANKS.or(CharSet.QUOTES).or(CharSet.EDGES).or(CharSet.of("\n,["));
    return List.of(new Trigger(before, CharSet.of("-"), CharSet.LETTERS.or(CharSet.of("-"))));
  }

  @Override
  public int find(Scan scan, int at) {
    int start = scan.charAt(at + 1) == '-' ? at + 2 : at + 1;
    int limit = Math.min(scan.length(), start + MAX_FLAG);
    int end = scan.keyEnd(start, limit);
    return start == at + 2 || end - start >= MIN_NAME
        ? named(scan, at, start, end)
        : shortFlags(scan, at, end);
  }

  private int named(Scan scan, int at, int start, int end) {
    String name = scan.substring(start, end);
    if (start == at + 1 && Passwords.looksLikeOne(name)) {
      // -pSommerPW7: no name of an option.
      return shortFlags(scan, at, end);
    }
    if (name.equals("from-literal")) {
      // kubectl create secret generic db --from-literal=name=x
      return before(scan, at).contains("secret") ? OptionArgument.hideLiteral(scan, end) : NOTHING;
    }
    boolean equals = scan.at(end) == '=';
    int value = equals ? end + 1 : OptionArgument.start(scan, end);
    if (value > end && (name.equals("user") || name.equals("proxy-user"))) {
      return OptionArgument.hideUser(scan, equals ? value : end);
    }
    // The value after a sign is found by its key.
    boolean none = equals || value == end || scan.at(value) == '-' || isProse(scan, value);
    KeyRule rule = none ? null : keys.ruleOf(name);
    if (rule != null && (start == at + 2 || rule.kind() == KeyRule.Kind.ALWAYS)) {
      return ValueFinder.hide(scan, value, rule);
    }
    return start == at + 1 ? shortFlags(scan, at, end) : NOTHING;
  }

  private static String before(Scan scan, int at) {
    return scan.substring(Math.max(0, at - MAX_COMMAND), at);
  }

  /** {@code Using --password via the CLI}, {@code --password value}. */
  private static boolean isProse(Scan scan, int start) {
    int end = start;
    while (Character.isLowerCase(scan.at(end))) {
      end++;
    }
    boolean word = scan.at(end) <= ' ' || scan.at(end) == ',';
    return (word && PROSE.contains(scan.text(), start, end)) || scan.startsWith("id=", start);
  }

  /** Of joined flags the last one takes the value: {@code -sSu}. */
  private static int shortFlags(Scan scan, int at, int end) {
    String before = before(scan, at);
    String line = before.substring(before.lastIndexOf('\n') + 1).toLowerCase(Locale.ROOT);
    boolean curl = line.contains("curl");
    for (int i = at + 1; i < Math.min(end, at + MAX_JOINED); i++) {
      char flag = scan.charAt(i);
      int next = i + 1;
      boolean last = next == end;
      boolean first = i == at + 1;
      if ((flag == 'u' || flag == 'U') && (first || curl)) {
        int flagEnd = scan.at(next) == '=' ? next + 1 : next;
        boolean separate = last && flagEnd == next && OptionArgument.start(scan, end) == end;
        return separate ? at : user(scan, flagEnd, line);
      }
      if (flag == 'a' && line.contains("http ")) {
        return OptionArgument.hideUser(scan, next);
      }
      // The last letter of -v2c is a version of SNMP.
      if ((first || (last && flag != 'c')) && PasswordFlags.has(line, flag, scan.at(next))) {
        return ValueFinder.hide(scan, OptionArgument.start(scan, next), KeyRule.PASSWORD);
      }
    }
    return NOTHING;
  }

  /** {@code user:x}, or as some programs have it. */
  private static int user(Scan scan, int flagEnd, String line) {
    if (line.contains("smb") || line.contains("rpcclient")) {
      return OptionArgument.hidePassword(scan, flagEnd, '%');
    }
    return line.contains("lftp")
        ? OptionArgument.hidePassword(scan, flagEnd, ',')
        : OptionArgument.hideUser(scan, flagEnd);
  }
}
