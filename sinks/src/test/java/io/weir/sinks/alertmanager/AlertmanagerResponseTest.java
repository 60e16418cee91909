package io.weir.sinks.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.RecordedAnswers;
import io.weir.sinks.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerResponseTest {
  private static final RecordedAnswers ANSWERS = new RecordedAnswers("alertmanager");

  @Test
  void nothingBut200MeansStored() {
    for (String name : ANSWERS.names()) {
      assertThat(judge(name).equals(new Verdict.All(Done.STORED)))
          .as(name)
          .isEqualTo(ANSWERS.status(name) == 200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start-after-end",
        "start-no-time",
        "no-labels",
        "label-name",
        "annotation-name",
        "two-refused-of-three"
      })
  void anAlertThatIsNeverTakenIsRejectedOnceItIsAlone(String name) {
    assertThat(judge(name)).isEqualTo(new Verdict.Halve(new Rejected("refused", null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-json",
        "no-array",
        "unknown-path",
        "unknown-prefix",
        "put",
        "plain-text",
        "labels-absent"
      })
  void whatOnlyAPersonCanFixIsHeld(String name) {
    assertThat(judge(name))
        .isInstanceOfSatisfying(
            Verdict.Stop.class, stop -> assertThat(stop.retry().needsOperator()).isTrue());
  }

  @Test
  void a400ThatNobodyKnowsIsHeld() {
    assertThat(AlertmanagerResponse.of(400, "<html>upstream not found</html>"))
        .isEqualTo(new Verdict.Stop(Retry.untilFixed("status_400")));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void pressureAndRestartsAreWaitedFor(int status) {
    assertThat(AlertmanagerResponse.of(status, ""))
        .isEqualTo(new Verdict.Stop(Retry.soon("status_" + status)));
  }

  @ParameterizedTest
  @CsvSource({
    "200 503, stored, false",
    "503 200, stored, false",
    "200 400, stored, false",
    "400 503, retry, true",
    "503 400, retry, true",
    "400 400, rejected, true",
    "404 503, hold, false",
    "503 404, hold, false",
    "503 500, retry, false"
  })
  void oneReplicaThatHasAnAlertIsEnough(String statuses, String expected, boolean halves) {
    List<Verdict> replicas =
        List.of(statuses.split(" ", -1)).stream()
            .map(status -> AlertmanagerResponse.of(Integer.parseInt(status), "start time missing"))
            .toList();

    Verdict together = AlertmanagerResponse.together(replicas);

    assertThat(word(AlertmanagerResponse.ofOne(together))).isEqualTo(expected);
    assertThat(together instanceof Verdict.Halve).isEqualTo(halves);
  }

  @Test
  void oneReplicaAloneIsAll() {
    IntStream.of(200, 400, 404, 503)
        .mapToObj(status -> AlertmanagerResponse.of(status, "start time missing"))
        .forEach(
            alone -> assertThat(AlertmanagerResponse.together(List.of(alone))).isEqualTo(alone));
  }

  private static String word(Delivery delivery) {
    if (delivery instanceof Retry retry) {
      return retry.needsOperator() ? "hold" : "retry";
    }
    return delivery instanceof Done ? "stored" : "rejected";
  }

  private static Verdict judge(String name) {
    return AlertmanagerResponse.of(ANSWERS.status(name), ANSWERS.body(name));
  }
}
