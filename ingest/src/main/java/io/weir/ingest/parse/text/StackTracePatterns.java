package io.weir.ingest.parse.text;

/** What single lines look like, where that decides to which lines they belong. */
public final class StackTracePatterns {
  /** What .NET writes before an error that ends it. */
  public static final String UNHANDLED = "Unhandled exception. ";

  /** What Python writes before the frames. */
  public static final String TRACEBACK = "Traceback (most recent call last):";

  /** Names of exceptions are not longer. */
  private static final int MAX_NAME = 200;

  private StackTracePatterns() {}

  /** {@code \tat com.example.Order.pay(Order.java:308)}, also of Node.js and .NET. */
  public static boolean isJavaFrame(String line) {
    int at = indent(line);
    return at > 0 && (line.startsWith("at ", at) || isOmission(line, at));
  }

  /** {@code ... 23 common frames omitted}. */
  private static boolean isOmission(String line, int at) {
    Cursor cursor = new Cursor(line, at);
    return cursor.skip("... ")
        && cursor.number() >= 0
        && (cursor.skip(" more") || cursor.skip(" common frames omitted"));
  }

  /** Also of .NET, which writes the end of a cause, and of the part on another thread. */
  public static boolean isJavaCause(String line) {
    int at = indent(line);
    return line.startsWith("Caused by: ", at)
        || (at > 0 && line.startsWith("Suppressed: ", at))
        || (at > 0 && line.startsWith("---> ", at))
        || line.startsWith("--- End of ", at);
  }

  /** {@code java.lang.IllegalStateException: text} or {@code TypeError: text}, from the margin. */
  public static boolean isException(String line) {
    int end = nameEnd(line, 0);
    return end > 0 && isExceptionName(line, end) && endsName(line, end);
  }

  /** {@code : text}, {@code (0x80004005): text} of .NET, or nothing. */
  private static boolean endsName(String line, int end) {
    if (end == line.length() || line.startsWith(": ", end)) {
      return true;
    }
    int close = line.startsWith(" (", end) ? line.indexOf("): ", end) : -1;
    return close > 0 && line.lastIndexOf(' ', close) == end;
  }

  /** The class in an exception line that begins at the margin, or null. */
  public static String exceptionName(String line) {
    int end = nameEnd(line, 0);
    boolean named = end > 0 && (end == line.length() || line.charAt(end) == ':');
    return named || isException(line) ? line.substring(0, end) : null;
  }

  /** The end of a dotted name, or 0 if none begins there. */
  public static int nameEnd(String line, int from) {
    int at = from;
    while (at < line.length() && at - from < MAX_NAME && isNamePart(line.charAt(at))) {
      at++;
    }
    boolean named = at > from && Character.isJavaIdentifierStart(line.charAt(from));
    return named ? at : from;
  }

  private static boolean isNamePart(char c) {
    return c == '.'
        || (c < 128 && Character.isLetterOrDigit(c))
        || c == '_'
        || c == '$'
        || c == '/';
  }

  private static boolean isExceptionName(String line, int end) {
    return endsAt(line, "Exception", end)
        || endsAt(line, "Error", end)
        || endsAt(line, "Throwable", end)
        || endsAt(line, "Failure", end);
  }

  private static boolean endsAt(String line, String word, int end) {
    return end >= word.length() && line.startsWith(word, end - word.length());
  }

  /** {@code File "/app/score.py", line 88, in score}. */
  public static boolean isPythonFrame(String line) {
    int at = indent(line);
    return at > 0 && line.startsWith("File \"", at) && line.contains("\", line ");
  }

  /** {@code goroutine 7 [running]:}. */
  public static boolean isGoroutine(String line) {
    return line.startsWith("goroutine ") && line.endsWith(":") && line.indexOf('[') > 0;
  }

  /** {@code \t/src/cmd/api/server.go:212 +0x4f5}. */
  public static boolean isGoFile(String line) {
    return line.startsWith("\t") && (line.contains(".go:") || line.contains(".s:"));
  }

  /** {@code main.(*Server).handle(0xc0001a2000, {0x9b2d40, 0xc0003ce0e0})}. */
  public static boolean isGoCall(String line) {
    int open = line.indexOf('(');
    return open > 0
        && line.indexOf(' ') != 0
        && line.lastIndexOf(' ', open) < 0
        && line.endsWith(")")
        && (line.indexOf('.') > 0 || line.startsWith("panic("));
  }

  /** {@code sigs.k8s.io/controller.(*Controller).Start}: a call as zap writes it. */
  public static boolean isGoFunction(String line) {
    int dot = line.indexOf('.');
    if (dot <= 0 || !Character.isLetter(line.charAt(0)) || line.endsWith(".")) {
      return false;
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!isNamePart(c) && "()*-[]~@%,".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** {@code + Exception Group Traceback (most recent call last):}. */
  public static boolean isPythonGroup(String line) {
    return line.startsWith("+ Exception Group " + TRACEBACK, indent(line));
  }

  /** A line of such a group has a frame of bars and corners. */
  public static boolean isPythonGroupLine(String line) {
    int at = indent(line);
    return at > 1 && at < line.length() && (line.charAt(at) == '|' || line.charAt(at) == '+');
  }

  /** {@code #3 /app/cart.php(12): take()} or {@code 3. take @ 0x0c61}. */
  public static boolean isNumbered(String line, String before, String after) {
    Cursor cursor = new Cursor(line);
    return cursor.skip(before) && cursor.number() >= 0 && cursor.skip(after);
  }

  /** {@code /app/cart.rb:3:in `take': no such sku (KeyError)}, also with another first quote. */
  public static boolean isRubyError(String line) {
    return line.endsWith(")") && isRubyCall(line) && line.contains("': ");
  }

  /** {@code /app/cart.rb:3:in `take'}, a call as Ruby writes it at the margin. */
  public static boolean isRubyCall(String line) {
    int file = line.indexOf(".rb:");
    return file > 0
        && line.lastIndexOf(' ', file) < 0
        && line.startsWith(":in ", numberEnd(line, file + 4));
  }

  private static int numberEnd(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /**
   * {@code thread 'main' panicked at src/main.rs:4:5:}, since version 1.73 with the message below.
   */
  public static boolean isRustPanic(String line) {
    return line.startsWith("thread '") && line.contains(" panicked at ");
  }

  /**
   * {@code /app/cart.js:3} or {@code node:internal/process/promises:288}, of an error of Node.js.
   */
  public static boolean isNodePlace(String line) {
    boolean path = line.startsWith("/") || line.startsWith("node:") || line.startsWith("file:///");
    int colon = path ? line.lastIndexOf(':') : -1;
    boolean numbered =
        colon > 5 && colon + 1 < line.length() && numberEnd(line, colon + 1) == line.length();
    return numbered && line.indexOf(' ') < 0 && (isScript(line, colon) || line.startsWith("node:"));
  }

  private static boolean isScript(String line, int end) {
    return endsAt(line, ".js", end)
        || endsAt(line, ".mjs", end)
        || endsAt(line, ".cjs", end)
        || endsAt(line, ".ts", end);
  }

  /** {@code boom at /app/cart.pl line 3.}, of Perl. */
  public static boolean isPerlError(String line) {
    int number = line.endsWith(".") ? line.lastIndexOf(" line ") : -1;
    return number > 0
        && line.lastIndexOf(" at ", number) > 0
        && numberEnd(line, number + 6) == line.length() - 1;
  }

  /** {@code \tmain::take("x") called at /app/cart.pl line 10}, of Perl's Carp. */
  public static boolean isPerlCall(String line) {
    return line.startsWith("\t") && line.contains(" called at ") && line.contains(" line ");
  }

  /** Whether the line begins with a blank or a tab. */
  public static boolean isIndented(String line) {
    return !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
  }

  static int indent(String line) {
    int at = 0;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
