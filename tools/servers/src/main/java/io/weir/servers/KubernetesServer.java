package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A Kubernetes API server on an etcd of its own: it checks, admits and keeps objects as a cluster
 * does. No controller and no kubelet run, so a Deployment makes no pods and nothing starts.
 */
public final class KubernetesServer implements AutoCloseable {

  private static final String TOOL = "apiserver";
  private static final int KEY_BITS = 2048;

  private final EtcdServer etcd;
  private final ChildProcess server;
  private final KubernetesClient client;

  private KubernetesServer(EtcdServer etcd, ChildProcess server, KubernetesClient client) {
    this.etcd = etcd;
    this.server = server;
    this.client = client;
  }

  /**
   * Starts both on free ports, after building the server if that has not been done, which takes Go
   * minutes the first time. An {@link IllegalStateException} says why they did not become ready.
   */
  public static KubernetesServer start(Path dataDir) {
    Path directory = ChildProcess.directory(dataDir);
    Path program = GoProgram.build(TOOL, "kube-apiserver", directory);
    EtcdServer etcd = EtcdServer.start(directory.resolve("etcd"));
    try {
      return FreePort.start(0, port -> start(directory, program, etcd, port));
    } catch (RuntimeException e) {
      etcd.close();
      throw e;
    }
  }

  /** One sentence about what is missing; nothing when all is there. */
  public static Optional<String> whyAbsent() {
    Optional<String> missing =
        Binary.ETCD.find().isPresent() ? Optional.empty() : Optional.of(Binary.ETCD.whyAbsent());
    return missing.or(() -> GoProgram.whyAbsent(TOOL)).map(why -> "no API server: " + why);
  }

  /** Speaks to it as a member of {@code system:masters}. */
  public KubernetesClient client() {
    return client;
  }

  /** A kubeconfig for the same user, as the text of its file. */
  public String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: weir
    contexts: [{name: weir, context: {cluster: weir, user: weir}}]
    clusters: [{name: weir, cluster: {server: "%s", certificate-authority-data: "%s"}}]
    users: [{name: weir, user: {token: "%s"}}]
    """
        .formatted(
            client.uri(),
            Base64.getEncoder().encodeToString(read(client.certificate())),
            client.token());
  }

  /** The program {@code kubectl} of the same release. */
  public Path kubectl() {
    return GoProgram.path(TOOL, "kubectl");
  }

  @Override
  public void close() {
    server.close();
    etcd.close();
  }

  private static KubernetesServer start(Path dataDir, Path program, EtcdServer etcd, int port) {
    String token = UUID.randomUUID().toString();
    Path certificates = dataDir.resolve("certificates");
    KubernetesClient client =
        new KubernetesClient(
            URI.create("https://127.0.0.1:" + port), certificates.resolve("apiserver.crt"), token);
    List<String> command =
        List.of(
            program.toString(),
            "--etcd-servers=" + etcd.uri(),
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            // Written by the server when they are not there.
            "--cert-dir=" + certificates,
            "--service-cluster-ip-range=10.96.0.0/16",
            // Nobody reaches it as a Service, and it may not announce an address of loopback.
            "--endpoint-reconciler-type=none",
            // As clusters have it: what a namespace refuses is for its own rules to say.
            "--allow-privileged=true",
            "--authorization-mode=RBAC",
            "--token-auth-file=" + tokens(dataDir, token),
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-signing-key-file=" + serviceAccountKey(dataDir),
            "--service-account-key-file=" + dataDir.resolve("service-account.pub"));
    ChildProcess child = ChildProcess.start("apiserver", dataDir, command, log -> client.isReady());
    return new KubernetesServer(etcd, child, client);
  }

  private static Path tokens(Path dataDir, String token) {
    return write(dataDir.resolve("tokens.csv"), token + ",weir,weir,system:masters\n");
  }

  /** The pair that tokens of service accounts are signed with; the path is the private one's. */
  private static Path serviceAccountKey(Path dataDir) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      KeyPair pair = generator.generateKeyPair();
      write(
          dataDir.resolve("service-account.pub"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      return write(
          dataDir.resolve("service-account.key"),
          pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every JDK has RSA", e);
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }
}
