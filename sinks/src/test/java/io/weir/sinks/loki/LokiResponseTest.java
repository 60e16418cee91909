package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.RecordedAnswers;
import io.weir.sinks.loki.LokiResponse.Then;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LokiResponseTest {
  private static final RecordedAnswers ANSWERS = new RecordedAnswers("loki");

  @Test
  void nothingBut204MeansStored() {
    for (String name : ANSWERS.names()) {
      assertThat(judge(name).delivery() == Done.STORED)
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

    assertThat(((Rejected) answer.delivery()).reason()).isEqualTo(reason);
    assertThat(answer.then()).isEqualTo(Then.DIVIDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-back-61m", "order-all-behind-25", "good-first-behind-last"})
  void whatOnlyCameLateIsKnown(String name) {
    assertThat(judge(name).then()).isEqualTo(Then.BACKFILL);
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
    "streamrate-partial, GO_ON",
    "streams-new-alone, OVERFLOW",
    "blocked-429, STOP",
    "push-after-ingester-shutdown, STOP",
    "blocked, STOP"
  })
  void onlyWhatIsAboutAllStreamsStopsABatch(String name, Then then) {
    assertThat(judge(name).then()).isEqualTo(then);
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
  void whatOnlyAPersonCanMendIsHeld(String name) {
    assertThat(((Retry) judge(name).delivery()).needsOperator()).as(name).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate-over-burst", "blocked-429", "push-after-ingester-shutdown"})
  void pressureAndRestartsAreWaitedFor(String name) {
    assertThat(judge(name).delivery()).isInstanceOf(Retry.class);
    assertThat(((Retry) judge(name).delivery()).needsOperator()).as(name).isFalse();
  }

  /** It once made dead letters of all that was sent to a wrong address. */
  @Test
  void a400ThatNobodyKnowsIsHeld() {
    LokiResponse answer = LokiResponse.of(400, "<html>no such label, said the gateway</html>", 1);

    assertThat(answer.delivery()).isEqualTo(Retry.untilFixed("status_400"));
    assertThat(answer.then()).isEqualTo(Then.STOP);
  }

  @Test
  void onlyARequestThatIsMoreThanEverAllowedIsDivided() {
    assertThat(judge("rate-over-burst").then()).isEqualTo(Then.DIVIDE);
    assertThat(
            LokiResponse.of(
                    429,
                    "ingestion rate limit exceeded for user T (limit: 4194304 bytes/sec) while"
                        + " attempting to ingest '10' lines totaling '2000' bytes",
                    10)
                .then())
        .isEqualTo(Then.STOP);
  }

  @Test
  void noTextOfLokiIsPassedOn() {
    for (String name : ANSWERS.names()) {
      Delivery delivery = judge(name).delivery();
      if (delivery instanceof Rejected rejected) {
        assertThat(rejected.detail()).as(name).isNull();
      }
    }
  }

  private static LokiResponse judge(String name) {
    return LokiResponse.of(ANSWERS.status(name), ANSWERS.body(name), 1);
  }
}
