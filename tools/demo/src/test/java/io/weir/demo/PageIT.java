package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.topic.Topic;
import io.weir.page.Browser;
import io.weir.servers.Binary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** The page as a browser shows it, of a pipeline that has read the recorded records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Panels that need days of samples, a fault, or a sink of Loki. */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of("Growth against last week", "Retries", "Sinks, by reason", "Freshness, 99 of 100From");

  private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
  private Producer<byte[], byte[]> producer;
  private DemoCluster cluster;
  private DemoPage page;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path data) throws IOException, InterruptedException, ExecutionException {
    assumeThat(Binary.PROMETHEUS.find()).as(Binary.PROMETHEUS.whyAbsent()).isPresent();
    browser = Browser.find().orElse(null);
    assumeThat(browser).as(Browser.whyAbsent()).isNotNull();
    cluster = DemoCluster.start(data, DemoCluster.Ports.ANY, step -> {});
    cluster.setUp();
    cluster.startRoles();
    cluster.startPrometheus();
    page = new DemoPage(cluster, 0);
    producer = new KafkaProducer<>(Clients.producer(cluster.kafka()));
    Recording recording = Recording.load(Path.of("../.."));
    Instant begin = Instant.now().minus(recording.length());
    recording.play(producer, new TimeShift(Duration.between(TimeShift.RECORDED, begin)));
    byte[] unusable = "unusable".getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(Topic.LOGS_RAW.name(), unusable)).get();
    var unused =
        traffic.scheduleWithFixedDelay(() -> someTraffic(recording), 0, 10, TimeUnit.SECONDS);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              browser.open(page.uri(), "#/incidents");
              assertThat(browser.find(".incident")).hasSize(3);
            });
  }

  /** Minutes before the attack, so that the panels of rates have something to show. */
  private void someTraffic(Recording recording) {
    TimeShift shift = new TimeShift(Duration.between(TimeShift.RECORDED, Instant.now()));
    recording.play(producer, Duration.ZERO, Duration.ofMinutes(2), shift);
  }

  @AfterAll
  void stop() throws InterruptedException {
    traffic.shutdownNow();
    assertThat(traffic.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (AutoCloseable open : new AutoCloseable[] {producer, browser, page, cluster}) {
      if (open != null) {
        assertThatCode(open::close).doesNotThrowAnyException();
      }
    }
  }

  @BeforeEach
  void forgetComplaints() {
    browser.complaints();
  }

  static List<String> views() {
    return Pictures.views();
  }

  @ParameterizedTest
  @MethodSource("views")
  void everyViewIsShownWithoutAComplaint(String view) {
    browser.open(page.uri(), view);
    browser.showAll();
    assertThat(browser.find("h1")).hasSize(1).first().asString().isNotBlank();
    assertThat(browser.find(".failure:not([hidden])")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  static List<String> dashboards() {
    return views().stream().filter(view -> view.startsWith("#/d/")).toList();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelIsDrawnOrSaysWhatIsMissing(String view) {
    browser.open(page.uri(), view);
    browser.showAll();
    assertThat(browser.find(".panel")).isNotEmpty();
    assertThat(browser.find(".panel[data-state='empty']"))
        .filteredOn(panel -> MAY_BE_EMPTY.stream().noneMatch(panel::startsWith))
        .allMatch(
            panel ->
                panel.contains("not measured here: nothing publishes ")
                    || panel.contains("none so far")
                    || panel.contains("There is no Loki here")
                    || panel.contains("no lines in this period")
                    || panel.contains("no new pods")
                    || panel.contains("no Falco"));
  }

  @Test
  void thePipelineIsDrawnWhole() {
    browser.open(page.uri(), "#/d/weir-pipeline");
    browser.showAll();
    assertThat(browser.find(".panel[data-state='drawn'] canvas")).hasSizeGreaterThan(25);
    assertThat(browser.find("section.stat .number")).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void whatWasHiddenIsMarkedOnTheRawSideAndNotOnTheOther() {
    browser.open(page.uri(), "#/lines");
    List<?> pairs =
        (List<?>)
            browser.script(
                "return [...document.querySelectorAll('.pairs > li')].map(li => ({"
                    + "hidden: [...li.querySelectorAll('.raw mark')].map(m => m.textContent),"
                    + "redacted: li.querySelector('.redacted').textContent}))");
    assertThat(pairs).hasSizeGreaterThan(50);
    // How many differs with the lines that are newest: in the recording it is nine of ten.
    assertThat(pairs)
        .filteredOn(pair -> !hidden(pair).isEmpty())
        .hasSizeGreaterThan(pairs.size() / 2);
    assertThat(pairs)
        .allSatisfy(
            pair -> {
              String redacted = (String) ((Map<?, ?>) pair).get("redacted");
              assertThat(hidden(pair)).noneMatch(text -> redacted.contains((String) text));
            });
  }

  private static List<?> hidden(Object pair) {
    return (List<?>) ((Map<?, ?>) pair).get("hidden");
  }

  @Test
  void anIncidentIsAStory() {
    browser.open(page.uri(), "#/incidents");
    assertThat(browser.find(".incident.critical .timeline code"))
        .anyMatch(line -> line.contains("COPY customers TO PROGRAM"));
    // Thirteen more passwords were tried in the same way: one line says so.
    assertThat(browser.find(".timeline code"))
        .filteredOn(line -> line.contains("password authentication failed"))
        .singleElement()
        .asString()
        .contains("14 times until");
  }

  @Test
  void elasticsearchIsSearched() {
    browser.open(page.uri(), "#/search?q=kubernetes.pod.name:postgres-0+AND+message:PROGRAM");
    assertThat(browser.find("[role='status']")).first().asString().contains("found");
    assertThat(browser.find(".log code"))
        .isNotEmpty()
        .allMatch(line -> line.toUpperCase(Locale.ROOT).contains("PROGRAM"));
  }

  @Test
  void aQueryThatCannotBeReadIsAnsweredByTheReason() {
    browser.open(page.uri(), "#/search?q=message:(open");
    assertThat(browser.find("[role='status']")).first().asString().contains("Failed to parse");
    assertThat(browser.find(".log li")).isEmpty();
  }

  @Test
  void theLedgerBalancesAndTheDeadLetterIsNamed() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              browser.open(page.uri(), "#/ledger");
              assertThat(browser.find(".verdict.good")).hasSize(1);
            });
    assertThat(browser.find("tbody td:last-child")).isNotEmpty().containsOnly("yes");
    browser.open(page.uri(), "#/dead-letters");
    assertThat(browser.find("tbody tr")).singleElement().asString().contains("enrich", "logs.raw");
  }

  @Test
  void everythingCanBeReachedByKeyboard() {
    browser.open(page.uri(), "#/");
    browser.press(Keys.TAB);
    assertThat(focused()).isEqualTo("Skip to the content");
    browser.press(Keys.ENTER);
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("view");
    browser.open(page.uri(), "#/");
    browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB);
    assertThat(focused()).isEqualTo("Incidents");
    browser.press(Keys.ENTER);
    await().until(() -> browser.find("h1").contains("Incidents"));
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("view");
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.className"))
        .asString()
        .startsWith("incident");
  }

  private String focused() {
    return ((String) browser.script("return document.activeElement.textContent")).strip();
  }

  @Test
  void isLightOrDark() {
    browser.open(page.uri(), "#/");
    String background = "return getComputedStyle(document.body).backgroundColor";
    browser.theme("light");
    browser.open(page.uri(), "#/ledger");
    assertThat(browser.script(background)).isEqualTo("rgb(244, 246, 248)");
    browser.script("document.getElementById('theme').click()");
    assertThat(browser.script(background)).isEqualTo("rgb(17, 23, 29)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1234     | percentunit |   | 12.3 %",
        "-61.35     | percentunit | 0 | -6,135 %",
        "1234567    | short       |   | 1.23 M",
        "999950     | short       |   | 1 M",
        "7          | short       | 0 | 7",
        "0          | short       |   | 0",
        "0.5        | short       |   | 0.5",
        "1536       | bytes       |   | 1.5 KiB",
        "0          | bytes       |   | 0 B",
        "2000000    | Bps         |   | 2 MB/s",
        "0.0034     | s           |   | 3.4 ms",
        "0          | s           |   | 0 s",
        "90         | s           |   | 1.5 min",
        "0.0000002  | s           |   | 0.2 µs",
        "1500       | ms          |   | 1.5 s",
        "2          | d           |   | 2 d",
        "12.34      | reqps       |   | 12.3 req/s",
        "1500       | recps       |   | 1.5 k rec/s",
        "0.25       | ops         |   | 0.25 ops/s",
        "14.44      | none        | 1 | 14.4"
      })
  void numbersHaveTheUnitsOfTheirPanels(
      String number, String unit, Integer decimals, String shown) {
    browser.open(page.uri(), "#/");
    assertThat(
            browser.script(
                "const [number, unit, decimals] = arguments;"
                    + "return import('/format.js').then(format =>"
                    + " format.value(number, unit, decimals ?? undefined))",
                Double.parseDouble(number),
                unit,
                decimals))
        .isEqualTo(shown);
  }

  /** The largest value of a plot, and what its axis says with the smallest step of six at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1200000000 | bytes       |   | 0 MiB, 256 MiB, 512 MiB, 768 MiB, 1,024 MiB",
        "70         | s           |   | 0 s, 15 s, 30 s, 45 s, 60 s",
        "4000       | s           |   | 0 min, 15 min, 30 min, 45 min, 60 min",
        "0.35       | s           |   | 0 ms, 100 ms, 200 ms, 300 ms",
        "9000       | ms          |   | 0 s, 2 s, 4 s, 6 s, 8 s",
        "15         | d           |   | 0 d, 5 d, 10 d, 15 d",
        "3          | short       | 0 | 0, 1, 2, 3",
        "0.04       | percentunit | 0 | 0 %, 1 %, 2 %, 3 %, 4 %"
      })
  void axesAreRoundInTheirUnits(String most, String unit, Integer decimals, String shown) {
    browser.open(page.uri(), "#/");
    assertThat(
            browser.script(
                "const [most, unit, decimals] = arguments;"
                    + "return import('/format.js').then(({ axis, increments }) => {"
                    + "  const step = increments(unit, decimals ?? undefined).find(one => most / one < 6);"
                    + "  const ticks = Array.from({ length: Math.floor(most / step + 1e-9) + 1 },"
                    + "    (none, i) => i * step);"
                    + "  return axis(ticks, unit, decimals ?? undefined).join(', ');"
                    + "})",
                Double.parseDouble(most),
                unit,
                decimals))
        .isEqualTo(shown);
  }

  /**
   * As uPlot counts decimals. With the digit before the point it allows 17, and a step that is none
   * when rounded to them has ticks without end.
   */
  @ParameterizedTest
  @CsvSource({"s,", "ms,", "d,", "percentunit, 0", "bytes,"})
  void everyStepHasDecimalsThatThePlotTakes(String unit, Integer decimals) {
    browser.open(page.uri(), "#/");
    assertThat(
            browser.script(
                "const [unit, decimals] = arguments;"
                    + "return import('/format.js').then(({ increments }) =>"
                    + " increments(unit, decimals ?? undefined).filter(step => {"
                    + "  const counted = (String(step).split('.')[1] ?? '').length;"
                    + "  return step < 5 && (counted > 16 || Number(step.toFixed(counted)) === 0);"
                    + " }).join(', '))",
                unit,
                decimals))
        .isEqualTo("");
  }

  @Test
  void ticksOfDecimalNumbersHaveTheUnitOfTheLargest() {
    browser.open(page.uri(), "#/");
    assertThat(
            browser.script(
                "return import('/format.js').then(({ axis }) =>"
                    + " axis([0, 500000, 1000000, 1500000], 'Bps').join(', '))"))
        .isEqualTo("0 MB/s, 0.5 MB/s, 1 MB/s, 1.5 MB/s");
  }
}
