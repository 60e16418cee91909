package io.weir.cli.bench.labelled;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The data sets of presidio-research ({@code InputSample.to_json}): a list of samples with {@code
 * full_text} and {@code spans} of {@code entity_type}, {@code entity_value}, {@code start_position}
 * and {@code end_position} in code points. JSON lines, a sample a line, are taken too; of a
 * directory, all {@code *.json} and {@code *.jsonl}. A sample without any span must stay as it is.
 */
final class PresidioLabels {
  private static final Pattern FILES = Pattern.compile(".*\\.jsonl?");

  /**
   * The entities that a class of Weir's is for, by the names in Presidio's list of supported
   * entities. Names, places, dates and the like are none: no class is for them.
   */
  private static final Set<String> SCORED =
      Set.of(
          "AU_TFN",
          "CA_SIN",
          "CREDIT_CARD",
          "DE_TAX_ID",
          "EMAIL_ADDRESS",
          "ES_NIE",
          "ES_NIF",
          "FI_PERSONAL_IDENTITY_CODE",
          "IBAN_CODE",
          "IN_AADHAAR",
          "IN_PAN",
          "IP_ADDRESS",
          "IT_FISCAL_CODE",
          "KR_RRN",
          "MAC_ADDRESS",
          "PHONE_NUMBER",
          "PL_PESEL",
          "UK_NHS",
          "UK_NINO",
          "US_ITIN",
          "US_SSN");

  private final Path file;
  private final LabelledData data;

  private PresidioLabels(Path file, LabelledData data) {
    this.file = file;
    this.data = data;
  }

  static LabelledData read(Path path) {
    LabelledData data = LabelledData.empty();
    LabelledFiles.in(path, FILES).forEach(file -> new PresidioLabels(file, data).samples());
    return data;
  }

  private void samples() {
    try (JsonParser parser = Json.MAPPER.createParser(LabelledFiles.bytes(file))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int line = parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.START_OBJECT) {
          add(line, parser.readValueAsTree());
        } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          throw LabelledFiles.refused(file, line, "is not a list of samples");
        }
      }
    } catch (JsonProcessingException e) {
      throw LabelledFiles.refused(file, e.getLocation().getLineNr(), "is not JSON");
    } catch (IOException e) {
      throw LabelledFiles.unreadable(file);
    }
  }

  private void add(int line, JsonNode sample) {
    if (!sample.path("full_text").isTextual()) {
      throw LabelledFiles.refused(file, line, "begins a sample without 'full_text'");
    }
    String text = sample.path("full_text").textValue();
    String name = file.getFileName() + " line " + line;
    if (sample.path("spans").isEmpty()) {
      data.add(LabelledText.unchanged(name, text));
      return;
    }
    List<Label> labels = new ArrayList<>();
    for (JsonNode span : sample.path("spans")) {
      String type = span.path("entity_type").asText();
      if (SCORED.contains(type)) {
        labels.add(label(line, text, span));
      } else {
        data.addNotScored(type);
      }
    }
    data.add(LabelledText.withValues(name, text, labels));
  }

  /** Programs other than Python may have counted UTF-16 units: the value says who did. */
  private Label label(int line, String text, JsonNode span) {
    int first = span.path("start_position").asInt(-1);
    int last = span.path("end_position").asInt(-1);
    int start = CodePoints.unitOf(text, first);
    int end = CodePoints.unitOf(text, last);
    String type = span.path("entity_type").asText();
    if (isValue(text, start, end, span)) {
      return Label.value(type, start, end);
    }
    if (isValue(text, first, last, span)) {
      return Label.value(type, first, last);
    }
    throw LabelledFiles.refused(
        file, line, "begins a sample whose " + type + " is not at its place");
  }

  private static boolean isValue(String text, int start, int end, JsonNode span) {
    return 0 <= start
        && start < end
        && end <= text.length()
        && text.substring(start, end)
            .equals(span.path("entity_value").asText(text.substring(start, end)));
  }
}
