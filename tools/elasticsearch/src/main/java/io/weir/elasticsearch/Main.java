package io.weir.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.node.Node;

/** Runs one embedded Elasticsearch until it is asked to stop. */
public final class Main {

  private Main() {}

  /**
   * Starts the server, prints {@code http port PORT} and writes the port to {@code http.port} in
   * the data directory. SIGTERM stops it cleanly; a start that fails exits with 1 and says why.
   */
  public static void main(String[] args) {
    try {
      run(Arguments.parse(args));
    } catch (Exception | Error e) {
      // Not only the message: this output goes to a log file, and the cause is what helps.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Arguments arguments) throws Exception {
    Files.createDirectories(arguments.data());
    configureLogging(arguments.data().resolve("server.log"));
    Path portFile = arguments.data().resolve("http.port");
    Files.deleteIfExists(portFile);
    Node node = EmbeddedNode.start(arguments);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "stop"));
    int port = EmbeddedNode.httpPort(node);
    writeWhole(portFile, Integer.toString(port));
    System.out.println("http port " + port);
    // The node's threads are daemons.
    Thread.currentThread().join();
  }

  /** Before any class of the server is loaded: its loggers are static. */
  private static void configureLogging(Path file) {
    System.setProperty("weir.elasticsearch.log", file.toString());
    // Else Log4j closes the log before the node has said its last words.
    System.setProperty("log4j.shutdownHookEnabled", "false");
    LogConfigurator.configureESLogging();
    LogConfigurator.setNodeName("weir");
  }

  /** A reader that polls for the file must never see half of it. */
  private static void writeWhole(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void stop(Node node) {
    try {
      node.prepareForClose();
      node.close();
      node.awaitClose(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException("the node did not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
