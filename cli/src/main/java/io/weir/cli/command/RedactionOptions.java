package io.weir.cli.command;

import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Policy and keys of the commands that read standard input. */
public final class RedactionOptions {
  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      description = "redaction policy: anonymous, strict, standard (default), minimal or a file")
  private Path policy;

  @Option(
      names = "--pseudonym-keys",
      paramLabel = "FILE",
      description = "keys of the pseudonyms (default: a published development key)")
  private Path pseudonymKeys;

  @Option(
      names = "--event-id-key",
      paramLabel = "FILE",
      description = "key of the event ids (default: a published development key)")
  private Path eventIdKey;

  public Redactor redactor() {
    return redactor(policy, pseudonymKeys);
  }

  public EventIds eventIds() {
    return eventIds(eventIdKey);
  }

  /**
   * The redactor of a policy and keys; null is the standard policy, or the published development
   * key.
   */
  public static Redactor redactor(Path policy, Path pseudonymKeys) {
    return new Redactor(
        policy == null ? Policies.standard() : Policies.load(policy),
        pseudonymKeys == null ? Pseudonyms.development() : Pseudonyms.load(pseudonymKeys));
  }

  /** Ids under the key in the file; under the published development key if it is null. */
  public static EventIds eventIds(Path keyFile) {
    if (keyFile == null) {
      return EventIds.development();
    }
    try {
      byte[] key = Files.readAllBytes(keyFile);
      if (key.length < 16) {
        throw new ConfigException(keyFile.toString(), "the key has fewer than 16 bytes");
      }
      return new EventIds(key);
    } catch (IOException e) {
      throw new ConfigException(keyFile.toString(), "cannot be read");
    }
  }
}
