package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.RecordedAnswers;
import io.weir.sinks.Verdict;
import io.weir.sinks.loki.LokiResponse.Elsewhere;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LokiResponseTest {
  private static final RecordedAnswers ANSWERS = new RecordedAnswers("loki");

  @Test
  void nothingBut204MeansStored() {
    for (String name : ANSWERS.names()) {
      assertThat(judge(name).ofOne() == Done.STORED)
          .as(name)
          .isEqualTo(ANSWERS.status(name) == 204);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "line-256k-plus-1, line_too_long",
    "old-8d, greater_than_max_sample_age",
    "future-11m, too_far_in_future",
    "sm-129, structured_metadata",
    "sm-64k-plus-1, structured_metadata",
    "labels-16, labels",
    "label-dash, labels",
    "labels-duplicate, labels",
    "body-snappy-bomb, too_large",
    "sm-name-empty, metadata_name",
    "sm-name-underscore, metadata_name",
    "big-4m3, too_large",
    "big-small-lines, too_large"
  })
  void anEntryThatIsNeverTakenIsRejectedOnceItIsAlone(String name, String reason) {
    LokiResponse answer = judge(name);

    assertThat(((Rejected) answer.ofOne()).reason()).isEqualTo(reason);
    assertThat(answer.verdict()).isInstanceOf(Verdict.Halve.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-back-61m", "order-all-behind-25", "good-first-behind-last"})
  void whatOnlyCameLateIsKnown(String name) {
    assertThat(judge(name).elsewhere()).isEqualTo(Elsewhere.BACKFILL);
  }

  @ParameterizedTest
  @CsvSource({
    "order-back-61m, 4, 2",
    "order-all-behind-25, 26, 25",
    "order-later-request, 1, 1",
    "order-back-61m, 5, -1",
    "streamrate-noshard-with-late-3, 9, -1"
  })
  void howManyCameLateIsKnownIfNothingElseWasWrong(String name, int entries, int late) {
    assertThat(LokiResponse.of(ANSWERS.status(name), ANSWERS.body(name), entries).late())
        .isEqualTo(late);
  }

  @ParameterizedTest
  @CsvSource({
    "streamrate-partial, NOWHERE, false",
    "streams-new-alone, OVERFLOW, false",
    "blocked-429, NOWHERE, true",
    "push-after-ingester-shutdown, NOWHERE, true",
    "blocked, NOWHERE, true"
  })
  void onlyWhatIsAboutAllStreamsStopsABatch(String name, Elsewhere elsewhere, boolean stops) {
    assertThat(judge(name).elsewhere()).isEqualTo(elsewhere);
    assertThat(judge(name).verdict() instanceof Verdict.Stop).isEqualTo(stops);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blocked",
        "tenant-missing",
        "tenant-slash",
        "no-streams-json",
        "push-get",
        "enforced",
        "nosm",
        "proto-without-snappy",
        "bad-protobuf",
        "content-encoding-zstd"
      })
  void whatOnlyAPersonCanFixIsHeld(String name) {
    assertThat(((Retry) judge(name).ofOne()).needsOperator()).as(name).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate-over-burst", "blocked-429", "push-after-ingester-shutdown"})
  void pressureAndRestartsAreWaitedFor(String name) {
    assertThat(judge(name).ofOne()).isInstanceOf(Retry.class);
    assertThat(((Retry) judge(name).ofOne()).needsOperator()).as(name).isFalse();
  }

  /** It once made dead letters of all that was sent to a wrong address. */
  @Test
  void a400ThatNobodyKnowsIsHeld() {
    LokiResponse answer = LokiResponse.of(400, "<html>no such label, said the gateway</html>", 1);

    assertThat(answer.ofOne()).isEqualTo(Retry.untilFixed("status_400"));
    assertThat(answer.verdict()).isInstanceOf(Verdict.Stop.class);
  }

  @Test
  void onlyARequestThatIsMoreThanEverAllowedIsHalved() {
    assertThat(judge("rate-over-burst").verdict()).isInstanceOf(Verdict.Halve.class);
    assertThat(
            LokiResponse.of(
                    429,
                    "ingestion rate limit exceeded for user T (limit: 4194304 bytes/sec) while"
                        + " attempting to ingest '10' lines totaling '2000' bytes",
                    10)
                .verdict())
        .isInstanceOf(Verdict.Stop.class);
  }

  @Test
  void noTextOfLokiIsPassedOn() {
    for (String name : ANSWERS.names()) {
      Delivery delivery = judge(name).ofOne();
      if (delivery instanceof Rejected rejected) {
        assertThat(rejected.detail()).as(name).isNull();
      }
    }
  }

  private static LokiResponse judge(String name) {
    return LokiResponse.of(ANSWERS.status(name), ANSWERS.body(name), 1);
  }
}
