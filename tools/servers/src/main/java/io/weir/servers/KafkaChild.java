package io.weir.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Uuid;

/** Kafka as a child process: formats its storage once, then runs the broker's own main class. */
final class KafkaChild {

  private static final String STARTED = "Kafka Server started";

  private KafkaChild() {}

  static KafkaServer start(Path dataDir, KafkaServer.Options options) {
    String address = "127.0.0.1:" + options.port();
    Path config = writeConfig(dataDir, address, options.settings());
    Path logging = Template.write("kafka-logback.xml", dataDir.resolve("logback.xml"), Map.of());
    Jvm jvm = new Jvm(options.heap()).property("logback.configurationFile", logging);
    String classPath = Checkout.classPath("kafka");
    String clusterId = formatOnce(dataDir, config, jvm, classPath);
    List<String> command = jvm.run(classPath, "kafka.Kafka", config.toString());
    return new KafkaServer(
        ChildProcess.start(
            "kafka", dataDir, command, log -> log.contains(STARTED) && answers(address, clusterId)),
        address);
  }

  private static Path writeConfig(Path dataDir, String address, Map<String, String> overrides) {
    Map<String, String> settings =
        new HashMap<>(KafkaSettings.of(address, address, FreePort.next(), overrides));
    settings.put("log.dirs", dataDir.resolve("data").toString());
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = dataDir.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  /** The cluster's id, which a directory keeps for good. */
  private static String formatOnce(Path dataDir, Path config, Jvm jvm, String classPath) {
    Path idFile = dataDir.resolve("cluster.id");
    try {
      if (!Files.exists(idFile)) {
        String id = Uuid.randomUuid().toString();
        Jvm.runToEnd(
            jvm.run(
                classPath, "kafka.tools.StorageTool", "format", "-c", config.toString(), "-t", id),
            dataDir.resolve("kafka-format.log"),
            ChildProcess.PATIENCE);
        Files.writeString(idFile, id);
      }
      return Files.readString(idFile);
    } catch (IOException e) {
      throw new UncheckedIOException("could not use " + idFile, e);
    }
  }

  /** The id, because on a port that we did not get another checkout's broker would answer. */
  private static boolean answers(String address, String clusterId) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            address,
            "default.api.timeout.ms",
            5000,
            "request.timeout.ms",
            5000);
    try (Admin admin = Admin.create(config)) {
      DescribeClusterResult cluster = admin.describeCluster();
      return clusterId.equals(cluster.clusterId().get(5, TimeUnit.SECONDS))
          && !cluster.nodes().get(5, TimeUnit.SECONDS).isEmpty();
    }
  }
}
