package io.weir.enrich.redact;

import java.util.List;
import java.util.Locale;

/**
 * Arguments of commands: {@code --api-key x}, {@code -storepass x}, and the short flags for
 * passwords of well-known programs, {@code curl -sSu user:x}, {@code mysql -px}, {@code sshpass -p
 * x}, also where the arguments are the items of a list.
 */
final class FlagDetector implements Detector {
  private static final int MAX_FLAG = 64;
  private static final int MAX_COMMAND = 200;

  /** Flags of one letter can be joined. */
  private static final int MAX_JOINED = 6;

  /** From so many letters on, what stands behind one hyphen is the name of a flag. */
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
  private static final Words PROSE =
      Words.of(
          "via", "is", "and", "or", "flag", "option", "value", "must", "with", "as", "on", "in");

  private final SensitiveKeys keys;

  FlagDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    CharSet before = CharSet.BLANKS.or(CharSet.QUOTES).or(CharSet.EDGES).or(CharSet.of("\n,["));
    return List.of(new Gate(before, CharSet.of("-"), CharSet.LETTERS.or(CharSet.of("-"))));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    int start = text.charAt(at + 1) == '-' ? at + 2 : at + 1;
    int end = start;
    int limit = Math.min(text.length(), start + MAX_FLAG);
    while (end < limit && SensitiveKeys.isKey(text.charAt(end))) {
      end++;
    }
    return start == at + 2 || end - start >= MIN_NAME
        ? named(text, at, start, end, spans)
        : shortFlags(text, at, end, spans);
  }

  private int named(String text, int at, int start, int end, Spans spans) {
    String name = text.substring(start, end);
    int value = afterGap(text, end);
    if (value > end && (name.equals("user") || name.equals("proxy-user"))) {
      return user(text, end, spans, at);
    }
    boolean none = value == end || Chars.at(text, value) == '-' || isProse(text, value);
    KeyRule rule = none ? null : keys.ruleOf(name);
    if (rule != null && (start == at + 2 || rule.kind() == KeyRule.Kind.ALWAYS)) {
      return Values.hide(text, value, rule, false, spans, at);
    }
    return start == at + 1 ? shortFlags(text, at, end, spans) : at;
  }

  /** {@code Using --password via the CLI}, {@code --password value}. */
  private static boolean isProse(String text, int start) {
    int end = start;
    while (Character.isLowerCase(Chars.at(text, end))) {
      end++;
    }
    boolean word = Chars.at(text, end) <= ' ' || Chars.at(text, end) == ',';
    return (word && PROSE.contains(text, start, end)) || text.startsWith("id=", start);
  }

  /** Behind blanks, or behind what separates arguments in a list: {@code ","}. */
  private static int afterGap(String text, int end) {
    int value = end;
    while ("\"', \t\\".indexOf(Chars.at(text, value)) >= 0) {
      value++;
    }
    // The quote before a value belongs to it.
    boolean quoted = value > end && Chars.isQuote(text.charAt(value - 1));
    return quoted && value - 1 > end ? value - 1 : value;
  }

  private static int user(String text, int flagEnd, Spans spans, int at) {
    int start = afterGap(text, flagEnd);
    start += Chars.isQuote(Chars.at(text, start)) ? 1 : 0;
    boolean quoted = start > flagEnd && Chars.isQuote(text.charAt(start - 1));
    int limit = Math.min(text.length(), start + 2 * MAX_COMMAND);
    int end = quoted ? ValueEnds.quoteEnd(text, start - 1) : ValueEnds.wordEnd(text, start, limit);
    if (quoted && text.substring(start, end).indexOf(':') > 0) {
      int colon = text.indexOf(':', start);
      quoted = !NoValue.is(text, colon + 1, end) && text.substring(start, colon).indexOf(' ') < 0;
    } else {
      quoted = false;
    }
    if (!quoted && !UserAndPassword.is(text.substring(start, end), 1, true)) {
      return at;
    }
    spans.add(start, end, SensitiveClass.BASIC_CREDENTIALS);
    return end;
  }

  /** Of joined flags the last one takes the value: {@code -sSu}. */
  private static int shortFlags(String text, int at, int end, Spans spans) {
    String before = text.substring(Math.max(0, at - MAX_COMMAND), at);
    String line = before.substring(before.lastIndexOf('\n') + 1).toLowerCase(Locale.ROOT);
    boolean curl = line.contains("curl");
    for (int i = at + 1; i < Math.min(end, at + MAX_JOINED); i++) {
      char flag = text.charAt(i);
      int next = i + 1;
      boolean last = next == end;
      if ((flag == 'u' || flag == 'U') && (i == at + 1 || curl)) {
        boolean separate = last && afterGap(text, end) == end;
        return separate ? at : credentials(text, i + 1, line, spans, at);
      }
      if (flag == 'a' && line.contains("http ")) {
        return user(text, i + 1, spans, at);
      }
      boolean known =
          COMMANDS.stream()
              .anyMatch(
                  it ->
                      it.flag() == flag
                          && line.contains(it.program())
                          && !(it.joined() && Chars.at(text, next) == ' '));
      if (known && (i == at + 1 || last)) {
        return Values.hide(text, afterGap(text, i + 1), KeyRule.PASSWORD, false, spans, at);
      }
    }
    return at;
  }

  /** {@code user:x}; {@code user%x} of Samba's programs, {@code user,x} of lftp. */
  private static int credentials(String text, int from, String line, Spans spans, int at) {
    char sign = line.contains("smb") || line.contains("rpcclient") ? '%' : ',';
    if (sign == ',' && !line.contains("lftp")) {
      return user(text, from, spans, at);
    }
    int start = afterGap(text, from);
    int end = start;
    while (end < text.length() && text.charAt(end) > ' ' && !Chars.isQuote(text.charAt(end))) {
      end++;
    }
    int separator = text.substring(start, end).indexOf(sign);
    if (separator < 1) {
      return at;
    }
    spans.add(start + separator + 1, end, SensitiveClass.PASSWORD);
    // The user may be an address.
    return at;
  }
}
