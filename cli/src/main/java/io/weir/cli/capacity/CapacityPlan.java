package io.weir.cli.capacity;

import io.weir.cli.capacity.Figures.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * What a workload needs. All formulas are here, all numbers in {@link Figures}.
 *
 * @param stores which stores get every event
 */
record CapacityPlan(Workload load, Figures figures, Stores stores) {
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double SECONDS_PER_MONTH = 730 * 3_600.0;
  private static final double HOURS_PER_MONTH = 730;
  private static final double GB = 1e9;
  private static final int FEWEST_PODS = 2;
  private static final int FEWEST_PARTITIONS = 12;
  private static final int PARTITIONS_STEP = 6;

  /** Twice what today takes: partitions cannot be taken away, and more of them move every key. */
  private static final int ROOM_TO_GROW = 2;

  private static final int NODES_OF_A_KIND = 3;
  private static final int CORES_PER_NODE = 2;
  private static final int MIB_PER_PAIR = (8 + 4) * 1_024;

  /** Where events go. */
  enum Stores {
    /** All to Loki. */
    LOKI,
    /** All to Loki, and those of audits and alerts to Elasticsearch, as the chart has it. */
    AUDIT,
    /** All to both. */
    BOTH
  }

  /**
   * One role.
   *
   * @param cores processors in use on average, over all its pods
   * @param origin of the cost that they are computed by
   */
  record Role(String name, int pods, double cores, double mib, Origin origin) {}

  List<Role> roles() {
    List<Role> roles = new ArrayList<>();
    roles.add(role("enrich events", "enrich.events", cost("enrich.events")));
    roles.add(role("enrich incidents", "enrich.incidents", cost("enrich.incidents")));
    double requests = Math.min((double) load.eventsPerSecond(), streams());
    double pushing = requests * figures.get("cost.loki.request.millis") / 1_000;
    roles.add(role("sink loki", "sink.loki", cost("sink.loki") + pushing));
    if (stores != Stores.LOKI) {
      roles.add(role("sink elasticsearch", "sink.elasticsearch", cost("sink.elasticsearch")));
    }
    roles.add(
        new Role(
            "sink alertmanager", 1, 0, figures.get("pod.sink.alertmanager.mib"), Origin.ASSUMED));
    return roles;
  }

  private double streams() {
    return load.namespaces() * figures.get("cost.loki.streams.per.namespace");
  }

  private double cost(String role) {
    return load.millionsPerSecond() * figures.get("cost." + role);
  }

  private Role role(String name, String key, double cores) {
    double perPod = figures.get("pod." + key + ".cores") * figures.get("pod.busy");
    int pods = Math.max(FEWEST_PODS, (int) Math.ceil(cores / perPod));
    return new Role(
        name,
        pods,
        cores,
        pods * figures.get("pod." + key + ".mib"),
        figures.origin("cost." + key));
  }

  /** Of each topic: the busiest role must be able to grow. */
  int partitions() {
    double threads =
        roles().stream()
            .mapToDouble(role -> role.pods() * (role.name().equals("enrich events") ? 2 : 1))
            .max()
            .orElse(0);
    int wanted = (int) Math.ceil(threads * ROOM_TO_GROW / PARTITIONS_STEP) * PARTITIONS_STEP;
    return Math.max(FEWEST_PARTITIONS, wanted);
  }

  double recordBytes() {
    return load.lineBytes() + figures.get("record.metadata.bytes");
  }

  double eventBytes() {
    return recordBytes() * figures.get("record.event.factor");
  }

  /** Raw records and events, compressed, in one copy. */
  private double kafkaBytesPerSecond() {
    return load.eventsPerSecond()
        * (recordBytes() + eventBytes())
        / figures.get("record.kafka.compression");
  }

  double kafkaGb() {
    return kafkaBytesPerSecond()
        * figures.get("store.kafka.hours")
        * 3_600
        * figures.get("store.kafka.copies")
        / GB;
  }

  double lokiGb() {
    return (double) load.eventsPerSecond()
        * load.lineBytes()
        / figures.get("store.loki.compression")
        * figures.get("store.loki.days")
        * SECONDS_PER_DAY
        / GB;
  }

  double elasticsearchGb() {
    return documentsPerSecond()
        * eventBytes()
        * figures.get("store.elasticsearch.factor")
        * figures.get("store.elasticsearch.copies")
        * figures.get("store.elasticsearch.days")
        * SECONDS_PER_DAY
        / GB;
  }

  private double documentsPerSecond() {
    return switch (stores) {
      case LOKI -> 0;
      case AUDIT -> load.eventsPerSecond() * figures.get("store.elasticsearch.audit.share");
      case BOTH -> load.eventsPerSecond();
    };
  }

  /** Processors in use, with Kafka and the stores. */
  double cores() {
    double roles = roles().stream().mapToDouble(Role::cores).sum();
    double kafka =
        load.eventsPerSecond()
            * (recordBytes() + eventBytes())
            / GB
            * figures.get("store.kafka.seconds.per.gb");
    double loki =
        load.eventsPerSecond()
            * load.lineBytes()
            / 1e6
            * figures.get("store.loki.cores.per.mb.second");
    double elasticsearch =
        documentsPerSecond() / 1e6 * figures.get("store.elasticsearch.seconds.per.million");
    return roles + kafka + loki + elasticsearch;
  }

  /** Memory, with Kafka and the stores. */
  double mib() {
    return roles().stream().mapToDouble(Role::mib).sum()
        + figures.get("store.kafka.mib")
        + figures.get("store.loki.mib")
        + (stores == Stores.LOKI ? 0 : figures.get("store.elasticsearch.mib"));
  }

  /** Groups of three t3.large and three t3.medium. */
  int nodeGroups() {
    double usable = figures.get("price.node.usable");
    double byCores =
        cores() / figures.get("pod.busy") / (2 * NODES_OF_A_KIND * CORES_PER_NODE * usable);
    double byMemory = mib() / (NODES_OF_A_KIND * MIB_PER_PAIR * usable);
    return (int) Math.ceil(Math.max(byCores, byMemory));
  }

  /** Dollars a month for nodes, by a share of their price, and for disks. */
  double monthly(double share, boolean threeZones) {
    double nodes =
        nodeGroups()
            * NODES_OF_A_KIND
            * (figures.get("price.t3.large.hour") + figures.get("price.t3.medium.hour"))
            * HOURS_PER_MONTH
            * share;
    double disks = (kafkaGb() + lokiGb() + elasticsearchGb()) * figures.get("price.gp3.gb.month");
    return nodes + disks + (threeZones ? traffic() : 0);
  }

  /** In three zones each copy, and two thirds of what is written and read, leave theirs. */
  private double traffic() {
    double readers = 2.0 + (stores == Stores.LOKI ? 0 : 1);
    double crossings = figures.get("store.kafka.copies") - 1 + (1 + readers) * 2 / 3;
    return kafkaBytesPerSecond()
        * SECONDS_PER_MONTH
        / GB
        * crossings
        * figures.get("price.zone.gb");
  }
}
