package io.weir.cli.bench.labelled;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts as those that gitleaks tests its rules by, one a line: each in {@code positives*.txt} of a
 * directory has a secret somewhere, none in {@code negatives*.txt} has one. A path to a file is one
 * of positives, unless its name begins with {@code negatives}. The type of a line is the file's
 * name. Empty lines are skipped.
 */
final class Vectors {
  private static final String NEGATIVES = "negatives";
  private static final Pattern FILES = Pattern.compile("(positives|negatives).*\\.txt");

  private Vectors() {}

  static LabelledData read(Path path) {
    LabelledData data = LabelledData.empty();
    List<Path> files = LabelledFiles.in(path, FILES);
    if (files.isEmpty()) {
      throw LabelledFiles.unreadable(path.resolve("positives.txt"));
    }
    files.forEach(file -> vectors(file).forEach(data::add));
    return data;
  }

  private static List<LabelledText> vectors(Path file) {
    String type = file.getFileName().toString();
    List<String> lines = LabelledFiles.lines(file);
    List<LabelledText> texts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        texts.add(vector(type, type + " line " + (i + 1), lines.get(i)));
      }
    }
    return texts;
  }

  private static LabelledText vector(String type, String name, String line) {
    return type.startsWith(NEGATIVES)
        ? LabelledText.unchanged(name, line)
        : LabelledText.withValues(name, line, List.of(Label.containsValue(type, line)));
  }
}
