package io.weir.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Elasticsearch as a child process: the main class of {@code tools/elasticsearch}. */
final class ElasticsearchChild {

  private static final String MAIN = "io.weir.elasticsearch.Main";

  private ElasticsearchChild() {}

  static ElasticsearchServer start(Path dataDir, ElasticsearchServer.Options options) {
    List<String> args =
        new ArrayList<>(
            List.of("--data", dataDir.toString(), "--port", Integer.toString(options.port())));
    options
        .passwordFile()
        .ifPresent(file -> args.addAll(List.of("--security", "--password-file", file.toString())));
    List<String> command =
        new Jvm(options.heap())
            .run(Checkout.classPath("elasticsearch"), MAIN, args.toArray(String[]::new));
    URI uri = Http.loopback(options.port());
    return new ElasticsearchServer(
        // It says so itself, once its cluster state is recovered; requests may pass before.
        ChildProcess.start(
            "elasticsearch",
            dataDir,
            command,
            log -> log.contains("http port ") && knowsItsUsers(uri, options)),
        uri);
  }

  /** On a busy machine the right password is refused until the state of security is known. */
  private static boolean knowsItsUsers(URI uri, ElasticsearchServer.Options options)
      throws IOException, InterruptedException {
    if (options.passwordFile().isEmpty()) {
      return true;
    }
    String password = Files.readString(options.passwordFile().get()).strip();
    return Http.isOk(uri, "/", "elastic", password);
  }
}
