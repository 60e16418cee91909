package io.weir.cli.bench.labelled;

import io.weir.cli.command.CommandFailure;
import io.weir.cli.command.UsageError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of labels, and how a wrong line of one is refused. */
final class LabelledFiles {
  private LabelledFiles() {}

  /** The path itself if it is a file; else the files in it with such a name, in order. */
  static List<Path> in(Path path, Pattern name) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(path);
    }
  }

  /** Lines without their ends, {@code \n} or {@code \r\n}; a line that is not UTF-8 is refused. */
  static List<String> lines(Path file) {
    byte[] bytes = bytes(file);
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length ? start < i : bytes[i] == '\n') {
        int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        lines.add(line(file, lines.size() + 1, ByteBuffer.wrap(bytes, start, end - start)));
        start = i + 1;
      }
    }
    return lines;
  }

  private static String line(Path file, int number, ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw refused(file, number, "is not UTF-8");
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  static UsageError unreadable(Path path) {
    return new UsageError(path + " cannot be read");
  }

  static CommandFailure refused(Path file, long line, String why) {
    return new CommandFailure("%s line %d %s".formatted(file, line, why));
  }
}
