package io.weir.servers;

import java.util.Map;
import java.util.TreeMap;

/** The broker settings of a cluster of one, whether in a child process or in a container. */
final class KafkaSettings {

  private KafkaSettings() {}

  /** Ours for some addresses, with the caller's on top. */
  static Map<String, String> of(
      String listener, String advertised, int controllerPort, Map<String, String> overrides) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listeners", "CLIENT://" + listener + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "CLIENT://" + advertised);
    settings.put("inter.broker.listener.name", "CLIENT");
    settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // A misspelt topic is an error, not a new topic.
    settings.put("auto.create.topics.enable", "false");
    // 50 partitions each would double the time of a first commit or transaction.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    // After a kill the broker's next life waits until the controller gives up the one before; with
    // Kafka's own 9 s a restart takes 11 s.
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.putAll(overrides);
    return settings;
  }
}
