package io.weir.cli.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.cli.capacity.CapacityPlan.Role;
import io.weir.cli.capacity.CapacityPlan.Stores;
import io.weir.cli.capacity.Figures.Origin;
import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityPlanTest {
  private static final Figures FIGURES = Figures.shipped();

  /** 86 seconds for a million records are a core for 11,628 a second; a pod uses 1.2 of its two. */
  @ParameterizedTest
  @CsvSource({"100, 2, 12", "10000, 2, 12", "30000, 3, 12", "100000, 8, 36"})
  void enrichGrowsWithTheRecords(long eventsPerSecond, int pods, int partitions) {
    CapacityPlan plan = plan(eventsPerSecond, Stores.LOKI);

    assertThat(role(plan, "enrich events").pods()).isEqualTo(pods);
    assertThat(plan.partitions()).isEqualTo(partitions);
  }

  /** 1,000 lines of 280 bytes for 30 days at a fifth. */
  @Test
  void lokiKeepsCompressedLines() {
    assertThat(plan(1_000, Stores.LOKI).lokiGb()).isCloseTo(145.2, within(0.1));
  }

  /** (1,570 + 1,868) bytes a record at a twelfth, 72 hours, three copies. */
  @Test
  void kafkaKeepsRecordsAndEvents() {
    assertThat(plan(1_000, Stores.LOKI).kafkaGb()).isCloseTo(222.8, within(0.2));
  }

  @Test
  void elasticsearchAddsARoleStorageAndCost() {
    CapacityPlan loki = plan(2_000, Stores.LOKI);
    CapacityPlan both = plan(2_000, Stores.BOTH);

    assertThat(loki.elasticsearchGb()).isZero();
    assertThat(both.roles()).hasSize(loki.roles().size() + 1);
    assertThat(both.elasticsearchGb()).isPositive();
    assertThat(plan(2_000, Stores.AUDIT).elasticsearchGb())
        .isCloseTo(both.elasticsearchGb() * 0.02, within(0.1));
    assertThat(both.monthly(1, false)).isGreaterThan(loki.monthly(1, false));
  }

  @Test
  void threeZonesCostMoreAndSpotLess() {
    CapacityPlan plan = plan(2_000, Stores.BOTH);

    assertThat(plan.monthly(1, true)).isGreaterThan(plan.monthly(1, false));
    assertThat(plan.monthly(0.35, false)).isLessThan(plan.monthly(1, false));
  }

  /** Namespaces have streams of their own, each of which is pushed once a second. */
  @Test
  void moreNamespacesTakeMoreOfTheLokiSink() {
    CapacityPlan few = new CapacityPlan(new Workload(5_000, 280, 5), FIGURES, Stores.LOKI);
    CapacityPlan many = new CapacityPlan(new Workload(5_000, 280, 400), FIGURES, Stores.LOKI);

    assertThat(role(many, "sink loki").cores())
        .isCloseTo(role(few, "sink loki").cores() + 0.395, within(0.001));
  }

  @Test
  void takesNumbersOfOthers(@TempDir Path directory) throws IOException {
    Path file = write(directory, "price: {gp3.gb.month: 0.16}\n");
    Figures dearer = FIGURES.with(file);

    assertThat(dearer.get("price.gp3.gb.month")).isEqualTo(0.16);
    assertThat(dearer.get("price.spot")).isEqualTo(FIGURES.get("price.spot"));
  }

  /** Who reads an estimate must see what it rests on. */
  @Test
  void everyNumberSaysWhereItIsFrom(@TempDir Path directory) throws IOException {
    Figures mine =
        FIGURES.with(write(directory, "cost: {sink.loki: 50, enrich.incidents: 9 measured}\n"));

    assertThat(FIGURES.keys(Origin.GIVEN)).isEmpty();
    assertThat(FIGURES.keys(Origin.MEASURED))
        .contains("cost.enrich.events", "cost.sink.loki", "cost.sink.elasticsearch");
    assertThat(FIGURES.keys(Origin.ASSUMED)).contains("cost.enrich.incidents", "store.loki.mib");
    assertThat(mine.keys(Origin.GIVEN)).containsExactly("cost.sink.loki");
    assertThat(mine.origin("cost.enrich.incidents")).isEqualTo(Origin.MEASURED);
    assertThat(role(plan(1_000, Stores.LOKI), "enrich incidents").origin())
        .isEqualTo(Origin.ASSUMED);
    assertThat(role(plan(1_000, Stores.LOKI), "enrich events").origin()).isEqualTo(Origin.MEASURED);
  }

  @ParameterizedTest
  @CsvSource({
    "price: {spot: 0.3 guessed}, measured",
    "price: {gp4.gb.month: 1}, price.gp4.gb.month",
    "price: {spot: cheap}, must be a number",
    "price: {spot: 0}, must be above zero",
    "price: {spot: Infinity}, must be above zero"
  })
  void refusesWhatIsNoFigure(String text, String named, @TempDir Path directory)
      throws IOException {
    Path file = write(directory, text + "\n");

    assertThatThrownBy(() -> FIGURES.with(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named);
  }

  private static CapacityPlan plan(long eventsPerSecond, Stores stores) {
    return new CapacityPlan(new Workload(eventsPerSecond, 280, 20), FIGURES, stores);
  }

  private static Role role(CapacityPlan plan, String name) {
    return plan.roles().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Path write(Path directory, String text) throws IOException {
    return Files.writeString(directory.resolve("figures.yaml"), text);
  }
}
