package io.weir.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("secret"), "s3cret\n");
  }

  @Test
  void eachKindHasTheHeaderOfItsScheme() {
    assertThat(Credentials.none().header()).isNull();
    assertThat(Credentials.apiKey("elasticsearch.api-key", file).header())
        .isEqualTo("ApiKey s3cret");
    assertThat(Credentials.bearer("loki.token", file).header()).isEqualTo("Bearer s3cret");
    assertThat(Credentials.basic("weir", "loki.password", file).header())
        .isEqualTo("Basic d2VpcjpzM2NyZXQ=");
  }

  /** As a mounted Secret changes: the directory behind a link is replaced. */
  @Test
  void aSecretThatChangesIsUsedWithoutARestart() throws IOException {
    Path mount = directory.resolve("mount");
    Path old = Files.createDirectory(directory.resolve("..1"));
    Path renewed = Files.createDirectory(directory.resolve("..2"));
    Files.writeString(old.resolve("token"), "one");
    Files.writeString(renewed.resolve("token"), "two");
    Files.createSymbolicLink(mount, old);
    Credentials credentials = Credentials.bearer("loki.token", mount.resolve("token"));
    assertThat(credentials.header()).isEqualTo("Bearer one");

    Files.delete(mount);
    Files.createSymbolicLink(mount, renewed);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(credentials.header()).isEqualTo("Bearer two"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "two\nlines", "\ufeffBOM", "caf\u00e9"})
  void whatIsNoLineOfTextStopsTheStart(String text) throws IOException {
    Files.writeString(file, text);

    assertThatThrownBy(() -> Credentials.bearer("loki.token", file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage(
            "loki.token: the file must hold one line of letters, digits and signs of ASCII");
  }

  /** A key that was pasted where its path belongs was once printed. */
  @Test
  void aKeyInThePlaceOfItsPathIsNotShown() {
    assertThatThrownBy(
            () ->
                Credentials.apiKey(
                    "elasticsearch.api-key", Path.of("VnVhQ2ZHY0JDZGJrUW0tZTVoT3g6")))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("elasticsearch.api-key: must be the path of a file that can be read");
  }
}
