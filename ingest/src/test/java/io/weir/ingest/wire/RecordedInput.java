package io.weir.ingest.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a real Fluent Bit wrote, from {@code tools/recorded}. */
public final class RecordedInput {
  private static final Path ROOT = Path.of("..", "tools", "recorded");

  private RecordedInput() {}

  /** The values of {@code records/NAME.jsonl} or {@code variants/NAME.jsonl}. */
  public static List<byte[]> values(String name) {
    try (Stream<String> lines = Files.lines(ROOT.resolve(name + ".jsonl"))) {
      return lines.map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all variants. */
  static Stream<String> variants() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("variants"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".jsonl") && !file.endsWith(".meta.jsonl"))
          .map(file -> "variants/" + file.substring(0, file.length() - ".jsonl".length()))
          .sorted()
          .toList()
          .stream();
    }
  }
}
