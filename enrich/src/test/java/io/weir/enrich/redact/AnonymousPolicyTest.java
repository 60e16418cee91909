package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who and what machine a line speaks of: here {@code mara} and {@code db-7}. */
class AnonymousPolicyTest {
  private final Redactor anonymous =
      new Redactor(Policies.load(Path.of("anonymous")), Pseudonyms.development());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 23 10:00:00 db-7 sshd[812]: Accepted publickey for mara from 203.0.113.7 port 22 ssh2",
        "<34>1 2026-11-23T10:00:00Z db-7 su - ID47 - failed for user mara",
        "2026-11-23T10:00:00.000+00:00 db-7 sshd[812]: Invalid user mara from 203.0.113.7",
        "sudo:     mara : TTY=pts/0 ; PWD=/home/mara ; USER=mara ; COMMAND=/bin/ls",
        "pam_unix(cron:session): session opened for user mara by mara(uid=0)",
        "CRON[81]: (mara) CMD (run-parts /etc/cron.hourly)",
        "read /home/mara/tax.pdf and /Users/mara/tax.pdf",
        "open C:\\Users\\mara\\tax.pdf failed",
        "{\"user\":\"mara\",\"hostname\":\"db-7\"}",
        "login=mara host=db-7 uid=1000(mara)",
      })
  void hidesPeopleAndMachines(String line) {
    assertThat(anonymous.redact(line)).doesNotContain("mara", "db-7", "tax.pdf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the user interface is ready",
        "GET /home HTTP/1.1",
        "for users of the new service",
        "rotated /var/log/app.log",
      })
  void leavesWhatNamesNobody(String line) {
    assertThat(anonymous.redact(line)).isEqualTo(line);
  }

  @Test
  void hidesTheHostThatTheAgentNames() {
    Fields fields = new Fields().put(Field.HOST_NAME, "db-7").put(Field.USER_NAME, "mara");

    Event event = anonymous.redact(new Event(Instant.EPOCH, "mara on db-7x", fields));

    assertThat(event.fields().text(Field.HOST_NAME)).startsWith("host_name:");
    assertThat(event.message()).startsWith("user_name:").endsWith(" on db-7x");
  }

  @Test
  void isOffWhereNobodyAskedForIt() {
    Redactor standard = new Redactor(Policies.standard(), Pseudonyms.development());

    assertThat(standard.redact("session opened for user mara")).endsWith("mara");
  }
}
