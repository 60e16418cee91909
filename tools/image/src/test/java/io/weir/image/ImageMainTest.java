package io.weir.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageMainTest {
  @TempDir private Path directory;
  private Path root;

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectories(directory.resolve("root"));
    write("etc/passwd", "root");
    write("opt/java/bin/java", "program").toFile().setExecutable(true);
    write("opt/java/release", "25");
    write("opt/weir/lib/kafka-clients-4.4.0.jar", "theirs");
    write("opt/weir/lib/weir-cli-0.1.0.jar", "ours");
    Files.createDirectories(root.resolve("tmp"));
  }

  @Test
  void theSameFilesMakeTheSameBytes() throws IOException {
    Path first = archive("first.tar");
    write("etc/passwd", "root");

    assertThat(archive("second.tar")).hasSameBinaryContentAs(first);
  }

  @Test
  void everyFileIsInOneLayer() throws IOException {
    ReadImage image = ReadImage.of(archive("image.tar"));

    assertThat(image.files().keySet())
        .contains("etc/passwd", "opt/java/release", "opt/weir/lib/kafka-clients-4.4.0.jar")
        .contains("opt/weir/lib/weir-cli-0.1.0.jar", "tmp/");
    assertThat(image.config().at("/rootfs/diff_ids")).hasSameSizeAs(image.manifest().get("layers"));
  }

  @Test
  void aChangeOfOursLeavesTheOtherLayersAsTheyAre() throws IOException {
    ReadImage before = ReadImage.of(archive("before.tar"));
    write("opt/weir/lib/weir-cli-0.1.0.jar", "changed");
    ReadImage after = ReadImage.of(archive("after.tar"));

    for (int i = 0; i < 3; i++) {
      assertThat(after.manifest().at("/layers/" + i))
          .isEqualTo(before.manifest().at("/layers/" + i));
    }
    assertThat(after.manifest().at("/layers/3")).isNotEqualTo(before.manifest().at("/layers/3"));
  }

  @Test
  void keepsWhatMayBeRun() throws IOException {
    ReadImage image = ReadImage.of(archive("image.tar"));

    assertThat(image.files().get("opt/java/bin/java").header().getMode() & 0_777).isEqualTo(0_755);
    assertThat(image.files().get("etc/passwd").header().getMode() & 0_777).isEqualTo(0_644);
    assertThat(image.files().get("tmp/").header().getMode() & 0_7777).isEqualTo(0_1777);
  }

  private Path archive(String name) throws IOException {
    Path file = directory.resolve(name);
    ImageMain.main(
        new String[] {
          root.toString(),
          file.toString(),
          "example.org/weir:1.2.3",
          "2026-01-02T03:04:05Z",
          "0123456789abcdef"
        });
    return file;
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
