package io.weir.elasticsearch;

import io.weir.elasticsearch.datastream.DataStreamPlugin;
import io.weir.elasticsearch.lifecycle.LifecyclePlugin;
import io.weir.elasticsearch.mapping.ConstantKeywordPlugin;
import io.weir.elasticsearch.root.RootPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.gateway.GatewayService;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.license.LicensesMetadata;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.OneJvmNode;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.transport.netty4.Netty4Plugin;
import org.elasticsearch.xpack.core.XPackPlugin;
import org.elasticsearch.xpack.security.SecurityWithoutSso;

/** One Elasticsearch node on loopback, a cluster of its own. */
final class EmbeddedNode {

  private static final TimeValue PATIENCE = TimeValue.timeValueSeconds(60);

  private EmbeddedNode() {}

  /** Builds and starts the node; it returns when requests would succeed. */
  static Node start(Arguments arguments) throws Exception {
    Path config = Files.createDirectories(arguments.data().resolve("config"));
    Node node = node(arguments, config);
    try {
      node.start();
      awaitReady(node);
      return node;
    } catch (Exception | Error e) {
      node.close();
      throw e;
    }
  }

  /** The port the node took. */
  static int httpPort(Node node) {
    HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
    return http.boundAddress().publishAddress().getPort();
  }

  private static Node node(Arguments arguments, Path config) throws IOException {
    boolean secure = arguments.passwordFile().isPresent();
    List<Class<? extends Plugin>> plugins =
        new ArrayList<>(
            List.of(
                Netty4Plugin.class,
                XPackPlugin.class,
                RootPlugin.class,
                DataStreamPlugin.class,
                LifecyclePlugin.class,
                ConstantKeywordPlugin.class));
    if (secure) {
      plugins.add(SecurityWithoutSso.class);
    }
    Environment environment = new Environment(settings(arguments), config);
    Files.createDirectories(environment.tmpDir());
    return new OneJvmNode(
        environment, plugins, Map.of(SecurityWithoutSso.class, XPackPlugin.class));
  }

  private static Settings settings(Arguments arguments) throws IOException {
    Settings.Builder settings =
        Settings.builder()
            .put("path.home", arguments.data())
            .put("cluster.name", "weir")
            .put("node.name", "weir")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments.port())
            .put("transport.port", 0)
            // A laptop's disk is often nearly full; a demo that turns read-only helps nobody.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("xpack.license.self_generated.type", "basic")
            .put("xpack.security.enabled", arguments.passwordFile().isPresent());
    if (arguments.passwordFile().isPresent()) {
      settings.setSecureSettings(new BootstrapPassword(arguments.passwordFile().get()));
      settings
          .put("xpack.security.autoconfiguration.enabled", false)
          .put("xpack.security.enrollment.enabled", false)
          .put("xpack.security.transport.ssl.enabled", false)
          .put("xpack.security.http.ssl.enabled", false)
          // Cheap on purpose: every request of a test logs in.
          .put("xpack.security.authc.password_hashing.algorithm", "bcrypt4");
    }
    return settings.build();
  }

  /** {@code start()} returns before the stored cluster state and the licence are there. */
  private static void awaitReady(Node node) throws InterruptedException {
    ClusterService cluster = node.injector().getInstance(ClusterService.class);
    long deadline = System.nanoTime() + PATIENCE.nanos();
    while (!isRecovered(cluster.state())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the cluster state was not recovered in " + PATIENCE);
      }
      // Between two looks; the deadline above bounds them all.
      Thread.sleep(20);
    }
    node.client()
        .admin()
        .cluster()
        .prepareHealth(PATIENCE)
        .setWaitForYellowStatus()
        .setTimeout(PATIENCE)
        .get();
  }

  private static boolean isRecovered(ClusterState state) {
    return !state.blocks().hasGlobalBlock(GatewayService.STATE_NOT_RECOVERED_BLOCK)
        && state.metadata().custom(LicensesMetadata.TYPE) != null;
  }
}
