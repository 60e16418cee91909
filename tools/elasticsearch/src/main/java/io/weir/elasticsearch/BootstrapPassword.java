package io.weir.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.elasticsearch.common.hash.MessageDigests;
import org.elasticsearch.common.io.stream.StreamOutput;
import org.elasticsearch.common.settings.SecureSettings;
import org.elasticsearch.common.settings.SecureString;

/**
 * The password with which the built-in superuser {@code elastic} logs in. A distribution reads it
 * from its keystore; here it stays in memory and is read anew at each start.
 */
final class BootstrapPassword implements SecureSettings {

  private static final String SETTING = "bootstrap.password";

  private final String password;

  /**
   * Reads the file, without white space around it; an empty one is an {@link
   * IllegalArgumentException}.
   */
  BootstrapPassword(Path file) throws IOException {
    password = Files.readString(file).strip();
    if (password.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty");
    }
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public Set<String> getSettingNames() {
    return Set.of(SETTING);
  }

  @Override
  public SecureString getString(String setting) {
    return new SecureString(password.toCharArray());
  }

  @Override
  public InputStream getFile(String setting) {
    throw new IllegalStateException(setting + " is no file");
  }

  @Override
  public byte[] getSHA256Digest(String setting) {
    return MessageDigests.sha256().digest(password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}

  @Override
  public void writeTo(StreamOutput out) {
    // Only called to send it to another node.
    throw new UnsupportedOperationException("there is one node only");
  }
}
