package io.weir.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** One Elasticsearch node that is a cluster of its own. */
public final class ElasticsearchServer extends Server {

  private final URI uri;

  ElasticsearchServer(Lifecycle lifecycle, URI uri) {
    super(lifecycle);
    this.uri = uri;
  }

  /**
   * What a caller may choose.
   *
   * @param port the HTTP port, 0 for a free one
   * @param heap the heap as {@code -Xmx} takes it
   * @param passwordFile the file with the password of the superuser {@code elastic}; without it
   *     there is no security
   */
  public record Options(int port, String heap, Optional<Path> passwordFile) {

    /** A free port, 1 GB of heap, no security. */
    public static final Options DEFAULT = new Options(0, "1g", Optional.empty());

    /** The same on this port. */
    public Options withPort(int newPort) {
      return new Options(newPort, heap, passwordFile);
    }

    /** The same with this heap. */
    public Options withHeap(String newHeap) {
      return new Options(port, newHeap, passwordFile);
    }

    /** The same with users, roles and API keys; {@code elastic} logs in with what the file says. */
    public Options withSecurity(Path newPasswordFile) {
      return new Options(port, heap, Optional.of(newPasswordFile.toAbsolutePath()));
    }
  }

  /** Starts a node without security that keeps everything in the directory. */
  public static ElasticsearchServer start(Path dataDir) {
    return start(dataDir, Options.DEFAULT);
  }

  /**
   * Starts a node that keeps everything in the directory, or in a container if {@code
   * WEIR_SERVERS=docker}. An {@link IllegalStateException} says why it did not become ready.
   */
  public static ElasticsearchServer start(Path dataDir, Options options) {
    return FreePort.start(
        options.port(),
        port ->
            Docker.isChosen()
                ? ElasticsearchContainer.start(options.withPort(port))
                : ElasticsearchChild.start(
                    ChildProcess.directory(dataDir), options.withPort(port)));
  }

  /** Where the node answers, without a slash at the end. */
  public URI uri() {
    return uri;
  }
}
