package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * What the lines of one source that came before say of the next one, where key and value are on
 * lines of their own: YAML, tables, forms, statements and what is bound to them. It holds a few
 * words and one statement, whatever comes, and depends on nothing but the lines, so that the same
 * lines are judged the same way however often they are read. Not thread-safe.
 */
public final class LineContext {
  /** Takes the place of a value in a line that is being read. */
  public interface Found {
    void value(int start, int end, SensitiveClass type);
  }

  /** One way in which a line says something of those after it. */
  interface Part {
    /** Passes on what is a value in this line, and keeps what it says of the next. */
    void read(String line, SensitiveKeys keys, Found found);
  }

  /** So far a line is read. */
  static final int MAX_LINE = 4_096;

  private final Part[] parts = {
    new YamlBlockLines(),
    new NamedValueLines(),
    new TableLines(),
    new SecretManifestLines(),
    new FormLines(),
    new PuttyKeyLines(),
    new MailLoginLines(),
    new ReportChunkLines(),
    new BoundValueLines()
  };

  /** Reads the next text of the source, of one line or several. */
  public void read(String text, SensitiveKeys keys, Found found) {
    if (text.indexOf('\n') < 0) {
      readLine(text, keys, found);
      return;
    }
    int start = 0;
    while (start <= text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int offset = start;
      readLine(
          text.substring(start, end),
          keys,
          (from, to, type) -> found.value(offset + from, offset + to, type));
      start = end + 1;
    }
  }

  private void readLine(String line, SensitiveKeys keys, Found found) {
    boolean whole = line.length() <= MAX_LINE;
    String read = whole ? line : line.substring(0, MAX_LINE);
    // A value that reaches the limit continues to the end of the line.
    Found values =
        whole
            ? found
            : (from, to, type) -> found.value(from, to == MAX_LINE ? line.length() : to, type);
    for (Part part : parts) {
      part.read(read, keys, values);
    }
  }
}
