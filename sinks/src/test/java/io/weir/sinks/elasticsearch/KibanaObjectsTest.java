package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the saved objects, as far as it can be judged without a Kibana. */
class KibanaObjectsTest {
  private static final Set<String> OF_ALL_EVENTS = Set.of("message", "@timestamp");

  @Test
  void idsAreOursAndEachIsThereOnce() {
    List<String> ids = KibanaObjects.all().stream().map(it -> it.path("id").asText()).toList();

    assertThat(ids)
        .hasSizeGreaterThan(10)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("weir-[a-z-]+"));
  }

  @Test
  void whatIsReferredToIsThere() {
    Set<String> there =
        KibanaObjects.all().stream()
            .map(it -> it.path("type").asText() + " " + it.path("id").asText())
            .collect(Collectors.toSet());

    assertThat(
            KibanaObjects.all().stream()
                .flatMap(object -> KibanaObjects.elements(object.path("references"))))
        .isNotEmpty()
        .allMatch(it -> there.contains(it.path("type").asText() + " " + it.path("id").asText()));
  }

  @Test
  void panelsNameTheirReferences() {
    assertThat(KibanaObjects.all())
        .filteredOn(it -> it.path("type").asText().equals("dashboard"))
        .hasSize(2)
        .allSatisfy(
            dashboard ->
                assertThat(
                        KibanaObjects.elements(
                                KibanaObjects.read(dashboard.at("/attributes/panelsJSON").asText()))
                            .map(KibanaObjectsTest::reference))
                    .containsExactlyElementsOf(
                        dashboard.path("references").findValuesAsText("name")));
  }

  private static String reference(JsonNode panel) {
    return panel.path("panelIndex").asText() + ":" + panel.path("panelRefName").asText();
  }

  static List<SavedSearch> searches() {
    return SavedSearches.shipped().all();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void everyFieldOfASearchIsOneOfAnEvent(SavedSearch search) {
    assertThat(Stream.concat(search.columns().stream(), Kql.fields(search.kql()).stream()))
        .hasSizeGreaterThan(2)
        .allMatch(
            field ->
                OF_ALL_EVENTS.contains(field)
                    || field.startsWith(Field.WEIR_FIELDS.path() + ".")
                    || Field.byName(field).isPresent());
  }

  @Test
  void theSearchesOfADashboardAreInItsOrder() {
    assertThat(SavedSearches.shipped().ofDashboard("weir-incident-work"))
        .extracting(SavedSearch::id)
        .containsExactly("weir-incidents-open", "weir-privileged");
  }

  @Test
  void aSearchKnowsTheIndicesOfItsView() {
    assertThat(SavedSearches.shipped().byId("weir-privileged").indices())
        .isEqualTo("logs-falco.alerts-default");
  }
}
