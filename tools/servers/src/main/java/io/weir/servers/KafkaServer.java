package io.weir.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** One Kafka broker that is its own controller (KRaft), without authentication. */
public final class KafkaServer extends Server {

  private final String bootstrapServers;

  KafkaServer(Lifecycle lifecycle, String bootstrapServers) {
    super(lifecycle);
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * What a caller may choose.
   *
   * @param port the port for clients, 0 for a free one
   * @param heap the heap as {@code -Xmx} takes it
   * @param settings broker settings on top of ours
   */
  public record Options(int port, String heap, Map<String, String> settings) {

    /** A free port and 512 MB of heap. */
    public static final Options DEFAULT = new Options(0, "512m", Map.of());

    /** The same on this port. */
    public Options withPort(int newPort) {
      return new Options(newPort, heap, settings);
    }

    /** The same with this heap. */
    public Options withHeap(String newHeap) {
      return new Options(port, newHeap, settings);
    }

    /** The same with one more broker setting, which wins over ours. */
    public Options withSetting(String name, String value) {
      Map<String, String> more = new TreeMap<>(settings);
      more.put(name, value);
      return new Options(port, heap, Map.copyOf(more));
    }
  }

  /** Starts a broker that keeps everything in the directory; see the other method. */
  public static KafkaServer start(Path dataDir) {
    return start(dataDir, Options.DEFAULT);
  }

  /**
   * Starts a broker that keeps everything in the directory, or in a container if {@code
   * WEIR_SERVERS=docker}. An {@link IllegalStateException} says why it did not become ready.
   */
  public static KafkaServer start(Path dataDir, Options options) {
    return FreePort.start(
        options.port(),
        port ->
            Docker.isChosen()
                ? KafkaContainer.start(options.withPort(port))
                : KafkaChild.start(ChildProcess.directory(dataDir), options.withPort(port)));
  }

  /** The broker's address, for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }
}
