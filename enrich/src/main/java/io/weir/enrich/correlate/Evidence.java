package io.weir.enrich.correlate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;
import java.util.Comparator;

/**
 * An event that speaks for an incident.
 *
 * @param late whether it came after the watermark
 * @param line what a person reads of it; null if the incident has enough others, or an earlier
 *     release made it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(String event, Instant time, boolean late, Line line)
    implements Comparable<Evidence> {

  /**
   * One line of an incident's story.
   *
   * @param where the pod, else the node; empty if the event names neither
   * @param text what happened, redacted, of at most {@link ShortText#LINE} characters
   * @param rule the title of the rule that counts it
   */
  public record Line(String where, String text, String rule) {
    /** Checks what may come from a topic. */
    public Line {
      StateJson.require(where != null && text != null && rule != null);
    }

    /**
     * One line of at most {@link ShortText#LINE} characters: of Falco's alerts the rule and the
     * command or file, of requests what was asked for and the answer, else the message.
     */
    static String textOf(Event event) {
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

  /** Checks what may come from a topic. */
  public Evidence {
    StateJson.require(event != null && StateJson.isTime(time));
  }

  /** The evidence without its line. */
  public Evidence(String event, Instant time, boolean late) {
    this(event, time, late, null);
  }

  private static final Comparator<Evidence> ORDER =
      Comparator.comparing(Evidence::time).thenComparing(Evidence::event);

  @Override
  public int compareTo(Evidence other) {
    return ORDER.compare(this, other);
  }

  Evidence withoutLine() {
    return line == null ? this : new Evidence(event, time, late);
  }
}
