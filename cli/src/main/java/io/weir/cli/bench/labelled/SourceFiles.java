package io.weir.cli.bench.labelled;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files that labels point into, as lines. The last one that was asked for is kept. */
final class SourceFiles {
  private final Path root;
  private String lastName = "";
  private List<String> lastLines = List.of();

  SourceFiles(Path root) {
    this.root = root;
  }

  /** The lines from {@code first} to {@code last}, from 1; empty if there are none such. */
  Optional<List<String>> lines(String name, int first, int last) {
    if (!name.equals(lastName)) {
      lastName = name;
      lastLines = linesOf(root.resolve(name).normalize());
    }
    return first < 1 || last < first || last > lastLines.size()
        ? Optional.empty()
        : Optional.of(lastLines.subList(first - 1, last));
  }

  /** Labels come with names of files; none of them may lead out of the data set. */
  private List<String> linesOf(Path file) {
    if (!file.startsWith(root.normalize()) || !Files.isRegularFile(file)) {
      return List.of();
    }
    return List.of(decoded(LabelledFiles.bytes(file)).split("\r\n|\r|\n", -1));
  }

  /** Source code is UTF-8, or old enough to be Latin-1, in which every byte is a character. */
  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
