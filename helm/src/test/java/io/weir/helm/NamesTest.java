package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.helm.Chart.Manifest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Helm and Kubernetes take as the name of a release or a namespace. */
class NamesTest {
  /** YAML takes an unquoted 2024 or 1e3 for a number, which is refused where a name has to be. */
  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void namesThatLookLikeNumbersStayNames(String caseName) {
    List<Manifest> render =
        Chart.manifests(
            Chart.template()
                .withName("1e3")
                .withNamespace("2024")
                .withValuesFile(Chart.values(caseName))
                .set("agents.namespace.name", "0123")
                .call());

    assertThat(render)
        .isNotEmpty()
        .allSatisfy(
            manifest -> {
              Object metadata = manifest.at("metadata");
              assertThat(Chart.at(metadata, "namespace")).isIn("2024", "0123", null);
              assertThat(Chart.at(metadata, "labels", "app.kubernetes.io/instance"))
                  .isIn("1e3", null);
            });
  }

  /** A Service must begin with a letter and has no dots; Helm takes such names. */
  @ParameterizedTest
  @CsvSource({"2024, weir-2024-weir-sink-loki", "my.logs, my-logs-weir-sink-loki"})
  void everyNameOfAReleaseMakesNamesOfServices(String release, String service) {
    String render =
        Chart.template().withName(release).withValuesFile(Chart.values(Chart.MINIMAL)).call();

    assertThat(Chart.ofKind(Chart.manifests(render), "Service").map(Manifest::name))
        .contains(service);
  }
}
