package io.weir.enrich.correlate;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/** What a person reads of an event in an incident's story: what was done, with what result. */
final class EvidenceText {
  private EvidenceText() {}

  /**
   * One line of at most {@link ShortText#LINE} characters: of Falco's alerts the rule and the
   * command or file, of requests what was asked for and the answer, else the message.
   */
  static String of(Event event) {
    Fields fields = event.fields();
    String rule = fields.text(Field.RULE_NAME);
    String request = fields.text(Field.HTTP_REQUEST_METHOD);
    if (rule != null && "falco".equals(fields.text(Field.EVENT_MODULE))) {
      return ShortText.line(rule + suffix(": ", done(fields)));
    }
    if (request != null && fields.has(Field.URL_ORIGINAL)) {
      return ShortText.line(
          request
              + " "
              + fields.text(Field.URL_ORIGINAL)
              + suffix(" from ", fields.text(Field.SOURCE_IP))
              + suffix(": ", fields.text(Field.HTTP_RESPONSE_STATUS_CODE)));
    }
    return ShortText.line(event.message());
  }

  private static String done(Fields fields) {
    String command = fields.text(Field.PROCESS_COMMAND_LINE);
    String file = fields.text(Field.FILE_PATH);
    String address = fields.text(Field.DESTINATION_IP);
    String target = file == null ? address : file;
    return command == null ? target : command + suffix(", ", target);
  }

  private static String suffix(String before, String text) {
    return text == null ? "" : before + text;
  }
}
