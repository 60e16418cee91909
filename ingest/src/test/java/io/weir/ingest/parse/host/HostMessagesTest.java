package io.weir.ingest.parse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who logs in from where, in the words of the programs that let them in. */
class HostMessagesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          sshd     | Accepted publickey for ana from 203.0.113.7 port 40122 ssh2: ED25519 SHA256:x | ana | 203.0.113.7 | 40122 | success
          sshd     | Failed password for root from 203.0.113.7 port 4022 ssh2             | root      | 203.0.113.7 | 4022  | failure
          sshd     | Failed password for invalid user oracle from 2001:db8::9 port 22 ssh2 | oracle   | 2001:db8::9 | 22    | failure
          sshd     | Invalid user admin from 203.0.113.7                                  | admin     | 203.0.113.7 |       | failure
          # The name is the client's own text: here it pretends to be an address.#||||
          sshd     | Invalid user from 10.0.0.1 from 203.0.113.7 port 1                   | from 10.0.0.1 | 203.0.113.7 | 1 | failure
          sshd     | Connection closed by authenticating user ana 203.0.113.7 port 5 [preauth] | ana  | 203.0.113.7 | 5     |
          sshd     | Disconnected from user ana 203.0.113.7 port 5                        | ana       | 203.0.113.7 | 5     |
          sshd     | Received disconnect from 203.0.113.7 port 5:11: bye 10.0.0.1         |           | 203.0.113.7 | 5     |
          sshd     | message repeated 2 times: [ Failed password for ana from 203.0.113.7 port 4 ssh2] | ana | 203.0.113.7 | 4 | failure
          sshd     | pam_unix(sshd:auth): authentication failure; logname= uid=0 rhost=203.0.113.7  user=ana | ana | 203.0.113.7 | | failure
          sshd     | Server listening on 0.0.0.0 port 22.                                 |           |             |       |
          su       | pam_unix(su:session): session opened for user root(uid=0) by ana(uid=1000) | root   |             |       | success
          login    | FAILED LOGIN (1)                                                     |           |             |       |
          dovecot  | imap-login: Login: user=<ana>, method=PLAIN, rip=203.0.113.7, lip=10.0.0.1 | ana | 203.0.113.7 |       | success
          dovecot  | imap-login: Disconnected (auth failed, 1 attempts): user=<ana>, rip=203.0.113.7 | ana | 203.0.113.7 | | failure
          dovecot  | auth: sql(ana,203.0.113.7,<x>): unknown user                         | ana       | 203.0.113.7 |       |
          postfix/smtpd | warning: unknown[203.0.113.7]: SASL LOGIN authentication failed | | 203.0.113.7 |       | failure
          postfix/smtpd | connect from mail.example.com[203.0.113.7]                      |           | 203.0.113.7 |       |
          """)
  void namesTheUserTheAddressAndTheOutcome(
      String program, String text, String user, String ip, String port, String outcome) {
    if (text == null) {
      return;
    }
    Fields fields = read(program, text);

    assertThat(fields.text(Field.USER_NAME)).isEqualTo(user);
    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo(ip);
    assertThat(fields.text(Field.SOURCE_PORT)).isEqualTo(port);
    assertThat(fields.text(Field.EVENT_OUTCOME)).isEqualTo(outcome);
    assertThat(fields.has(Field.EVENT_CATEGORY)).isEqualTo(outcome != null);
  }

  @Test
  void namesWhatSudoRunsForWhom() {
    Fields fields =
        read(
            "sudo", "  ana : TTY=pts/0 ; PWD=/home/ana ; USER=root ; COMMAND=/bin/cat /etc/shadow");

    assertThat(fields.text(Field.USER_NAME)).isEqualTo("ana");
    assertThat(fields.text(Field.USER_EFFECTIVE_NAME)).isEqualTo("root");
    assertThat(fields.text(Field.PROCESS_WORKING_DIRECTORY)).isEqualTo("/home/ana");
    assertThat(fields.text(Field.PROCESS_COMMAND_LINE)).isEqualTo("/bin/cat /etc/shadow");
    assertThat(fields.text(Field.EVENT_OUTCOME)).isEqualTo("success");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
        "ana : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
      })
  void saysWhatSudoRefused(String text) {
    assertThat(read("sudo", text).text(Field.EVENT_OUTCOME)).isEqualTo("failure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cron", "kernel", "app"})
  void readsNothingInTheWordsOfOthers(String program) {
    Fields fields = read(program, "Failed password for root from 203.0.113.7 port 1 ssh2");

    assertThat(fields).isEqualTo(program(program));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          Unsuccessful 1FA authentication attempt by user 'ana' | ana | | failure
          Successful 1FA authentication attempt made by user 'ana' | ana | | success
          Login failed: ana (Remote IP: 203.0.113.7)              | ana | 203.0.113.7 | failure
          Username or password is incorrect. Try again. IP: 203.0.113.7. Username: ana. | ana | 203.0.113.7 | failure
          Invalid TOTP code! Server time: 2026-11-23 IP: 203.0.113.7 | | 203.0.113.7 | failure
          failed to authenticate user:ana, error:no                | ana | | failure
          """)
  void readsSentencesOfApplications(String text, String user, String ip, String outcome) {
    Fields fields = new Fields();
    LoginMessages.put(fields, text);

    assertThat(fields.text(Field.USER_NAME)).isEqualTo(user);
    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo(ip);
    assertThat(fields.text(Field.EVENT_OUTCOME)).isEqualTo(outcome);
  }

  @Test
  void keepsWhatAKeySaysOfTheUser() {
    Fields fields = new Fields().put(Field.USER_NAME, "ana").put(Field.SOURCE_IP, "10.0.0.9");
    LoginMessages.put(fields, "Login failed: eve (Remote IP: 203.0.113.7)");

    assertThat(fields.text(Field.USER_NAME)).isEqualTo("ana");
    assertThat(fields.text(Field.SOURCE_IP)).isEqualTo("10.0.0.9");
    assertThat(fields.get(Field.EVENT_CATEGORY)).isEqualTo(List.of("authentication"));
  }

  private static Fields read(String program, String text) {
    Fields fields = program(program);
    HostMessages.put(fields, text);
    return fields;
  }

  private static Fields program(String program) {
    return new Fields().put(Field.LOG_SYSLOG_APPNAME, program);
  }
}
