package io.weir.cli.bench.labelled;

import io.weir.cli.bench.labelled.CsvTable.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * CredData (github.com/Samsung/CredData): {@code meta/*.csv} name lines of the files below {@code
 * data}, which its own script downloads, and places in them, in code points. {@code GroundTruth} T
 * is a credential; F and X are none and must stay: the value at its place, or the line if no place
 * is given and nothing in it is a credential. The path is the directory that holds both folders, or
 * one file of {@code meta}. Rows whose file or line is not there are counted and not scored.
 */
final class CredDataLabels {
  private static final Pattern FILES = Pattern.compile(".*\\.csv");
  private static final List<String> COLUMNS =
      List.of(
          "FilePath", "LineStart", "LineEnd", "GroundTruth", "ValueStart", "ValueEnd", "Category");

  /** Names of things and values without use to whoever reads them; no class is for them. */
  private static final Set<String> NOT_SCORED =
      Set.of("AWS S3 Bucket", "Firebase Domain", "Nonce", "Other", "UUID");

  /** Rows come in the order of their ids: in this one, each file is read once. */
  private static final Comparator<Place> BY_FILE =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::first)
          .thenComparingInt(Place::last);

  private record Place(String file, int first, int last) {}

  private final Path file;
  private final SourceFiles sources;
  private final LabelledData data;

  private CredDataLabels(Path file, SourceFiles sources, LabelledData data) {
    this.file = file;
    this.sources = sources;
    this.data = data;
  }

  static LabelledData read(Path path) {
    Path meta = Files.isRegularFile(path) ? path.toAbsolutePath() : path.resolve("meta");
    Path root = Files.isRegularFile(path) ? meta.getParent().resolveSibling("") : path;
    LabelledData data = LabelledData.empty();
    SourceFiles sources = new SourceFiles(root.toAbsolutePath());
    LabelledFiles.in(meta, FILES).forEach(file -> new CredDataLabels(file, sources, data).texts());
    return data;
  }

  private void texts() {
    Map<Place, List<Row>> rows = new TreeMap<>(BY_FILE);
    for (Row row : CsvTable.rows(file, COLUMNS)) {
      Place place =
          new Place(row.cell("FilePath"), number(row, "LineStart"), number(row, "LineEnd"));
      rows.computeIfAbsent(place, any -> new ArrayList<>()).add(row);
    }
    rows.forEach(
        (place, of) ->
            sources
                .lines(place.file(), place.first(), place.last())
                .ifPresentOrElse(
                    lines -> add(place, of, lines),
                    () -> of.forEach(row -> data.addNotScored("a line that is not there"))));
  }

  private void add(Place place, List<Row> rows, List<String> lines) {
    List<Label> hidden = new ArrayList<>();
    List<Label> kept = new ArrayList<>();
    boolean whole = false;
    boolean notScored = false;
    for (Row row : rows) {
      if (!isCredential(row)) {
        if (number(row, "ValueStart") < 0) {
          whole = true;
        } else {
          kept.add(label(row, lines));
        }
      } else if (isScored(row.cell("Category"))) {
        hidden.add(label(row, lines));
      } else {
        data.addNotScored(row.cell("Category"));
        notScored = true;
      }
    }
    String text = String.join("\n", lines);
    if (whole && hidden.isEmpty() && !notScored) {
      kept.add(Label.containsValue("", text));
    }
    kept.removeIf(label -> hidden.stream().anyMatch(label::overlaps));
    data.add(new LabelledText(place.file() + " line " + place.first(), text, hidden, kept));
  }

  private boolean isCredential(Row row) {
    return switch (row.cell("GroundTruth")) {
      case "T" -> true;
      case "F", "X" -> false;
      default -> throw LabelledFiles.refused(file, row.line(), "has no GroundTruth of T, F or X");
    };
  }

  /** Several rules may have found a value: it is enough that one of them is for credentials. */
  private static boolean isScored(String category) {
    return !NOT_SCORED.containsAll(List.of(category.split(":")));
  }

  /** The start counts in the first of the lines, the end in the last. Without them, all of it. */
  private Label label(Row row, List<String> lines) {
    String last = lines.get(lines.size() - 1);
    int before = String.join("\n", lines).length() - last.length();
    int first = number(row, "ValueStart");
    int after = number(row, "ValueEnd");
    int start = first < 0 ? 0 : CodePoints.unitOf(lines.get(0), first);
    int end = before + (after < 0 ? last.length() : CodePoints.unitOf(last, after));
    if (start < 0 || end < before || start >= end) {
      throw LabelledFiles.refused(file, row.line(), "labels a value that is not in its line");
    }
    return Label.value(row.cell("Category"), start, end);
  }

  /** An empty cell is -1, as CredData says. */
  private int number(Row row, String column) {
    try {
      String cell = row.cell(column);
      return cell.isEmpty() ? -1 : Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw LabelledFiles.refused(file, row.line(), "has no number as " + column);
    }
  }
}
