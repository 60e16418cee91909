package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesServerTest {
  private static final String NAMESPACE =
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: trial}\n";

  @TempDir private Path dir;

  @BeforeEach
  void needsThePrograms() {
    assumeThat(KubernetesServer.whyAbsent()).as(KubernetesServer.whyAbsent().orElse("")).isEmpty();
  }

  @Test
  void keepsWhatItAdmitsAndRefusesWhatIsNoObject() {
    try (KubernetesServer kubernetes = KubernetesServer.start(dir)) {
      KubernetesClient client = kubernetes.client();

      assertThat(client.get("/version").body()).contains("\"gitVersion\": \"v1.");
      assertThat(client.create("/api/v1/namespaces", NAMESPACE).status()).isEqualTo(201);
      assertThat(client.get("/api/v1/namespaces/trial").isOk()).isTrue();
      assertThat(client.create("/api/v1/namespaces", NAMESPACE).status()).isEqualTo(409);
      assertThat(client.create("/api/v1/namespaces", "kind: Pod\n").isOk()).isFalse();
      assertThat(kubernetes.kubeconfig()).contains("certificate-authority-data: \"LS0t");
    }
  }
}
