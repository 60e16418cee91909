package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
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

  /** Programs and the flag that their password follows, joined to it or not. */
  private static final List<Command> COMMANDS =
      List.of(
          new Command("mysql", 'p', true),
          new Command("mariadb", 'p', true),
          new Command("sshpass", 'p'),
          new Command("docker login", 'p'),
          new Command("podman login", 'p'),
          new Command("registry login", 'p'),
          new Command("mongo", 'p'),
          new Command("az login", 'p'),
          new Command("twine", 'p'),
          new Command("psexec", 'p'),
          new Command("cqlsh", 'p'),
          new Command("oc login", 'p'),
          new Command("cf login", 'p'),
          new Command("cypher-shell", 'p'),
          new Command("check_mysql", 'p'),
          new Command("beeline", 'p'),
          new Command("sqlcmd", 'P'),
          new Command("bcp ", 'P'),
          new Command("mosquitto", 'P'),
          new Command("snmp", 'A'),
          new Command("snmp", 'X'),
          new Command("redis-cli", 'a'),
          new Command("ldap", 'w'),
          new Command("ipmitool", 'P'),
          new Command("7z", 'p'),
          new Command("zip", 'P'));

  /**
   * @param joined the value is never an argument of its own
   */
  private record Command(String program, char flag, boolean joined) {
    Command(String program, char flag) {
      this(program, flag, false);
    }
  }

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
      return literal(scan, at, end);
    }
    int value = afterGap(scan, end);
    if (value > end && (name.equals("user") || name.equals("proxy-user"))) {
      return user(scan, end);
    }
    boolean none = value == end || scan.at(value) == '-' || isProse(scan, value);
    KeyRule rule = none ? null : keys.ruleOf(name);
    if (rule != null && (start == at + 2 || rule.kind() == KeyRule.Kind.ALWAYS)) {
      return ValueFinder.hide(scan, value, rule);
    }
    return start == at + 1 ? shortFlags(scan, at, end) : NOTHING;
  }

  /** {@code kubectl create secret generic db --from-literal=name=x}. */
  private static int literal(Scan scan, int at, int flagEnd) {
    String before = scan.substring(Math.max(0, at - MAX_COMMAND), at);
    int start = flagEnd + (scan.at(flagEnd) == '=' ? 1 : 0);
    start = start == flagEnd ? afterGap(scan, flagEnd) : start;
    boolean quoted = Chars.isQuote(scan.at(start));
    int limit = Math.min(scan.length(), start + 2 * MAX_COMMAND);
    int end = quoted ? ValueBounds.quoteEnd(scan, start) : ValueBounds.wordEnd(scan, start, limit);
    int sign = scan.indexOf('=', start);
    if (!before.contains("secret") || sign < 0 || sign + 1 >= end) {
      return NOTHING;
    }
    int value = sign + 1;
    if (!quoted && Chars.isQuote(scan.at(value))) {
      return ValueFinder.hide(scan, value, new KeyRule(SensitiveClass.SECRET, KeyRule.Kind.ALWAYS));
    }
    scan.hide(value, end, SensitiveClass.SECRET);
    return end;
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

  /** After blanks, or after what separates arguments in a list: {@code ","}. */
  private static int afterGap(Scan scan, int end) {
    int value = end;
    while ("\"', \t\\".indexOf(scan.at(value)) >= 0) {
      value++;
    }
    // The quote before a value belongs to it.
    boolean quoted = value > end && Chars.isQuote(scan.charAt(value - 1));
    return quoted && value - 1 > end ? value - 1 : value;
  }

  private static int user(Scan scan, int flagEnd) {
    int start = afterGap(scan, flagEnd);
    start += Chars.isQuote(scan.at(start)) ? 1 : 0;
    boolean quoted = start > flagEnd && Chars.isQuote(scan.charAt(start - 1));
    int limit = Math.min(scan.length(), start + 2 * MAX_COMMAND);
    int end =
        quoted ? ValueBounds.quoteEnd(scan, start - 1) : ValueBounds.wordEnd(scan, start, limit);
    if (quoted && scan.substring(start, end).indexOf(':') > 0) {
      int colon = scan.indexOf(':', start);
      quoted =
          !ValueExclusions.isNothing(scan.text(), colon + 1, end)
              && scan.substring(start, colon).indexOf(' ') < 0;
    } else {
      quoted = false;
    }
    if (!quoted && !UserAndPassword.is(scan.substring(start, end), 1, true)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.BASIC_CREDENTIALS);
    return end;
  }

  /** Of joined flags the last one takes the value: {@code -sSu}. */
  private static int shortFlags(Scan scan, int at, int end) {
    String before = scan.substring(Math.max(0, at - MAX_COMMAND), at);
    String line = before.substring(before.lastIndexOf('\n') + 1).toLowerCase(Locale.ROOT);
    boolean curl = line.contains("curl");
    for (int i = at + 1; i < Math.min(end, at + MAX_JOINED); i++) {
      char flag = scan.charAt(i);
      int next = i + 1;
      boolean last = next == end;
      if ((flag == 'u' || flag == 'U') && (i == at + 1 || curl)) {
        boolean separate = last && afterGap(scan, end) == end;
        return separate ? at : credentials(scan, i + 1, line);
      }
      if (flag == 'a' && line.contains("http ")) {
        return user(scan, i + 1);
      }
      boolean known =
          COMMANDS.stream()
              .anyMatch(
                  it ->
                      it.flag() == flag
                          && line.contains(it.program())
                          && !(it.joined() && scan.at(next) == ' '));
      if (known && (i == at + 1 || last)) {
        return ValueFinder.hide(scan, afterGap(scan, i + 1), KeyRule.PASSWORD);
      }
    }
    return NOTHING;
  }

  /** {@code user:x}; {@code user%x} of Samba's programs, {@code user,x} of lftp. */
  private static int credentials(Scan scan, int from, String line) {
    char sign = line.contains("smb") || line.contains("rpcclient") ? '%' : ',';
    if (sign == ',' && !line.contains("lftp")) {
      return user(scan, from);
    }
    int start = afterGap(scan, from);
    int end = start;
    while (end < scan.length() && scan.charAt(end) > ' ' && !Chars.isQuote(scan.charAt(end))) {
      end++;
    }
    int separator = scan.substring(start, end).indexOf(sign);
    if (separator < 1) {
      return NOTHING;
    }
    scan.hide(start + separator + 1, end, SensitiveClass.PASSWORD);
    // The user may be an address.
    return NOTHING;
  }
}
