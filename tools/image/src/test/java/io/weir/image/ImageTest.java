package io.weir.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.image.ReadImage.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The image that the build has just made. */
class ImageTest {
  private static final Path ARCHIVE = Path.of("target", "weir-image.tar");
  private static final long MOST_BYTES = 200_000_000;

  private static ReadImage image;
  private static Map<String, Entry> files;

  @BeforeAll
  static void needsAnImage() {
    assumeThat(ARCHIVE).as("the build has made no image; its output says why").exists();
    image = ReadImage.of(ARCHIVE);
    files = image.files();
  }

  @Test
  void takesAtMost200MegabytesUnpacked() {
    assertThat(files.values().stream().mapToLong(entry -> entry.bytes().length).sum())
        .isLessThan(MOST_BYTES);
  }

  @Test
  void runsWeirAsAUserOfItsOwn() {
    JsonNode process = image.config().get("config");

    assertThat(process.get("User").asText()).isEqualTo("10001:10001");
    assertThat(process.get("Entrypoint")).hasSize(2);
    assertThat(text("opt/weir/weir").strip()).endsWith("\nio.weir.cli.Weir");
  }

  @Test
  void saysWhatItIs() {
    JsonNode labels = image.config().at("/config/Labels");

    for (String label : List.of("title", "version", "revision", "created", "licenses", "source")) {
      assertThat(labels.path("org.opencontainers.image." + label).asText()).as(label).isNotEmpty();
    }
    assertThat(image.manifest().get("annotations")).isEqualTo(labels);
  }

  /** No shell, no package manager, nothing that a distribution would bring. */
  @Test
  void holdsARuntimeTheCLibraryAndWeirOnly() {
    Set<String> folders =
        files.keySet().stream()
            .map(name -> name.startsWith("opt/") ? name.replaceAll("^(opt/[^/]*).*", "$1") : name)
            .map(name -> name.startsWith("opt") ? name : name.replaceAll("/.*", ""))
            .collect(Collectors.toSet());
    List<String> programs =
        files.keySet().stream()
            .filter(name -> name.matches("(.*/)?s?bin/[^/]+"))
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .toList();

    assertThat(folders)
        .isSubsetOf("etc", "lib", "lib64", "tmp", "usr", "opt", "opt/", "opt/java", "opt/weir");
    assertThat(programs).contains("java").doesNotContain("sh", "bash", "busybox", "apt");
    assertThat(files.keySet())
        .noneMatch(name -> name.matches(".*(junit|testcontainers|rocksdb).*"));
  }

  @Test
  void everybodyMayReadEveryFileAndOnlyRootMayWrite() {
    files.forEach(
        (name, entry) -> {
          assertThat(entry.header().getLongUserId()).as(name).isZero();
          if (!name.equals("tmp/") && !entry.header().isSymbolicLink()) {
            assertThat(entry.header().getMode() & 0_7777).as(name).isIn(0_755, 0_644);
          }
        });
  }

  @Test
  void listsEveryJarInItsBillOfMaterials() {
    JsonNode bill = ReadImage.json(files.get("opt/weir/sbom.cdx.json").bytes());
    Set<String> listed =
        StreamSupport.stream(bill.get("components").spliterator(), false)
            .map(it -> it.get("name").asText() + "-" + it.get("version").asText() + ".jar")
            .collect(Collectors.toSet());
    List<String> jars =
        files.keySet().stream()
            .filter(name -> name.endsWith(".jar") && name.startsWith("opt/weir/lib/"))
            .map(name -> name.substring("opt/weir/lib/".length()))
            .toList();

    assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(jars).isNotEmpty().isSubsetOf(listed);
    assertThat(listed)
        .anyMatch(name -> name.startsWith("java-runtime-"))
        .anyMatch(name -> name.startsWith("libc6-"));
  }

  @Test
  void carriesLicenceAndNotices() {
    assertThat(text("opt/weir/LICENSE")).contains("Apache License");
    assertThat(text("opt/weir/NOTICE")).startsWith("Weir\n");
    assertThat(files.keySet()).anyMatch(name -> name.startsWith("opt/java/legal/java.base/"));
  }

  @Test
  void hasAnArchiveOfClasses() {
    assertThat(files.get("opt/weir/weir.jsa").bytes().length).isGreaterThan(1_000_000);
  }

  private static String text(String file) {
    return new String(files.get(file).bytes(), UTF_8);
  }
}
