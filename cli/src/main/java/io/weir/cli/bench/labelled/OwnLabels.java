package io.weir.cli.bench.labelled;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Weir's own labels: JSON lines with {@code text} and {@code spans} of {@code start}, {@code end}
 * (UTF-16 units) and {@code type}, in {@code positives.jsonl} of a directory, and texts that must
 * stay as they are in {@code negatives*.jsonl}. A path to a file is one of positives.
 */
final class OwnLabels {
  private static final Pattern NEGATIVES = Pattern.compile("negatives.*\\.jsonl");

  private final Path file;
  private final LabelledData data;

  private OwnLabels(Path file, LabelledData data) {
    this.file = file;
    this.data = data;
  }

  static LabelledData read(Path path) {
    LabelledData data = LabelledData.empty();
    boolean isFile = Files.isRegularFile(path);
    new OwnLabels(isFile ? path : path.resolve("positives.jsonl"), data).positives();
    if (!isFile) {
      LabelledFiles.in(path, NEGATIVES).forEach(file -> new OwnLabels(file, data).negatives());
    }
    return data;
  }

  private void positives() {
    List<String> lines = LabelledFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonNode line = object(i + 1, lines.get(i));
        String text = text(i + 1, line);
        data.add(LabelledText.withValues(name(i + 1, line), text, labels(i + 1, text, line)));
      }
    }
  }

  private void negatives() {
    List<String> lines = LabelledFiles.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonNode line = object(i + 1, lines.get(i));
        data.add(LabelledText.unchanged(name(i + 1, line), text(i + 1, line)));
      }
    }
  }

  private JsonNode object(int number, String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw LabelledFiles.refused(file, number, "is not JSON");
    }
  }

  private String text(int number, JsonNode line) {
    if (!line.path("text").isTextual()) {
      throw LabelledFiles.refused(file, number, "has no 'text'");
    }
    return line.path("text").textValue();
  }

  private List<Label> labels(int number, String text, JsonNode line) {
    if (!line.path("spans").isArray()) {
      throw LabelledFiles.refused(file, number, "has no 'spans'");
    }
    List<Label> labels = new ArrayList<>();
    for (JsonNode span : line.path("spans")) {
      int start = span.path("start").asInt(-1);
      int end = span.path("end").asInt(-1);
      if (start < 0 || start >= end || end > text.length()) {
        throw LabelledFiles.refused(file, number, "has a span that is not in its text");
      }
      labels.add(Label.value(span.path("type").asText(), start, end));
    }
    return labels;
  }

  private String name(int number, JsonNode line) {
    return line.path("id").asText(file.getFileName() + " line " + number);
  }
}
