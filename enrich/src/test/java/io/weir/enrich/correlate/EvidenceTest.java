package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static String of(Fields fields) {
    return Evidence.Line.textOf(new Event(Instant.EPOCH, "the message\nand more", fields));
  }

  @Test
  void ofAnAlertOfFalcoTheRuleAndWhatWasDone() {
    Fields shell =
        new Fields()
            .put(Field.EVENT_MODULE, "falco")
            .put(Field.RULE_NAME, "Terminal shell in container");

    assertThat(of(shell)).isEqualTo("Terminal shell in container");
    assertThat(of(shell.copy().put(Field.PROCESS_COMMAND_LINE, "sh -c id")))
        .isEqualTo("Terminal shell in container: sh -c id");
    assertThat(of(shell.copy().put(Field.FILE_PATH, "/etc/shadow")))
        .isEqualTo("Terminal shell in container: /etc/shadow");
    assertThat(
            of(
                shell
                    .copy()
                    .put(Field.PROCESS_COMMAND_LINE, "curl x")
                    .put(Field.DESTINATION_IP, "192.0.2.1")))
        .isEqualTo("Terminal shell in container: curl x, 192.0.2.1");
  }

  @Test
  void ofARequestWhatWasAskedForAndTheAnswer() {
    Fields request =
        new Fields().put(Field.HTTP_REQUEST_METHOD, "GET").put(Field.URL_ORIGINAL, "/.env");

    assertThat(of(request)).isEqualTo("GET /.env");
    assertThat(
            of(request.put(Field.SOURCE_IP, "192.0.2.1").put(Field.HTTP_RESPONSE_STATUS_CODE, 404)))
        .isEqualTo("GET /.env from 192.0.2.1: 404");
  }

  @Test
  void ofOthersTheFirstLineOfTheMessage() {
    assertThat(of(new Fields().put(Field.RULE_NAME, "of another module"))).isEqualTo("the message");
  }
}
