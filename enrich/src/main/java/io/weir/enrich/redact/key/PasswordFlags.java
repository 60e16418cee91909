package io.weir.enrich.redact.key;

import java.util.List;

/** Programs, and the short flag that their password follows, joined to it or not. */
final class PasswordFlags {
  private static final List<Program> PROGRAMS =
      List.of(
          new Program("mysql", 'p', true),
          new Program("mariadb", 'p', true),
          new Program("sshpass", 'p'),
          new Program("docker login", 'p'),
          new Program("podman login", 'p'),
          new Program("registry login", 'p'),
          new Program("mongo", 'p'),
          new Program("az login", 'p'),
          new Program("twine", 'p'),
          new Program("psexec", 'p'),
          new Program("cqlsh", 'p'),
          new Program("oc login", 'p'),
          new Program("cf login", 'p'),
          new Program("cypher-shell", 'p'),
          new Program("check_mysql", 'p'),
          new Program("beeline", 'p'),
          new Program("sqlcmd", 'P'),
          new Program("bcp ", 'P'),
          new Program("mosquitto", 'P'),
          new Program("snmp", 'A'),
          new Program("snmp", 'X'),
          new Program("snmp", 'c'),
          new Program("redis-cli", 'a'),
          new Program("ldap", 'w'),
          new Program("ipmitool", 'P'),
          new Program("7z", 'p'),
          new Program("zip", 'P'),
          new Program("gpg-preset", 'P'),
          new Program("evil-winrm", 'p'),
          new Program("ncftp", 'p'));

  /**
   * @param joined the value is never an argument of its own
   */
  private record Program(String name, char flag, boolean joined) {
    Program(String name, char flag) {
      this(name, flag, false);
    }
  }

  private PasswordFlags() {}

  /**
   * True of a flag that a program's password follows.
   *
   * @param line the command before the flag, in small letters
   * @param next the character after the flag
   */
  static boolean has(String line, char flag, char next) {
    for (Program program : PROGRAMS) {
      if (program.flag() == flag
          && line.contains(program.name())
          && !(program.joined() && next == ' ')) {
        return true;
      }
    }
    return false;
  }
}
