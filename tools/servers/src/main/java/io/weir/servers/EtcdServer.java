package io.weir.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** One etcd, where an API server keeps its objects. It needs {@link Binary#ETCD}. */
final class EtcdServer extends Server {

  private final URI uri;

  private EtcdServer(Lifecycle lifecycle, URI uri) {
    super(lifecycle);
    this.uri = uri;
  }

  static EtcdServer start(Path dataDir) {
    Path directory = ChildProcess.directory(dataDir);
    return FreePort.start(0, port -> child(directory, port, FreePort.next()));
  }

  URI uri() {
    return uri;
  }

  private static EtcdServer child(Path dataDir, int port, int peerPort) {
    URI uri = Http.loopback(port);
    URI peer = Http.loopback(peerPort);
    List<String> command =
        List.of(
            Binary.ETCD.require().toString(),
            "--data-dir=" + dataDir.resolve("data"),
            "--listen-client-urls=" + uri,
            "--advertise-client-urls=" + uri,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer);
    return new EtcdServer(
        ChildProcess.start("etcd", dataDir, command, log -> Http.isOk(uri, "/health")), uri);
  }
}
