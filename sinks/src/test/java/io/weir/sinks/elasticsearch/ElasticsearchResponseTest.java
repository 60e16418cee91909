package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.RecordedAnswers;
import io.weir.sinks.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchResponseTest {
  private static final RecordedAnswers ANSWERS = new RecordedAnswers("elasticsearch");

  @Test
  void aNewDocumentIsStoredAndOneThatIsThereADuplicate() {
    assertThat(judge("create-ok", 2)).containsOnly(Done.STORED);
    assertThat(judge("create-all-duplicate", itemsOf("create-all-duplicate")))
        .containsOnly(Done.DUPLICATE);
  }

  @ParameterizedTest
  @CsvSource({
    "no-timestamp, document_parsing_exception",
    "long-text, document_parsing_exception",
    "keyword-object, document_parsing_exception",
    "json-cut, document_parsing_exception",
    "doc-array-top, not_x_content_exception",
    "strict, strict_dynamic_mapping_exception"
  })
  void theDocumentsFaultIsRejectedByItsTypeWhateverTheStatus(String name, String reason) {
    assertThat(judge(name, itemsOf(name))).contains(new Rejected(reason, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "closed",
        "max-shards",
        "default-pipeline-missing",
        "template-allow-auto-create-false"
      })
  void theIndexsFaultIsHeldAlthoughItIsA400(String name) {
    assertHeld(name);
  }

  @Test
  void whatWentToTheFailureStoreIsNotStored() {
    for (String name : ANSWERS.names()) {
      if (ANSWERS.body(name).contains("\"failure_store\":\"used\"")) {
        assertThat(judge(name, itemsOf(name)))
            .as(name)
            .contains(new Rejected("failure_store", null));
      }
    }
  }

  @Test
  void anAnswerWithFewerItemsThanRecordsTellsNothing() {
    assertThat(judge("create-ok", 3)).containsOnly(Retry.soon("answer_incomplete"));
  }

  @Test
  void noWordOfADocumentIsPassedOn() {
    for (String name : ANSWERS.names()) {
      assertThat(judge(name, itemsOf(name)))
          .as(name)
          .allSatisfy(
              delivery -> {
                if (delivery instanceof Rejected rejected) {
                  assertThat(rejected.detail()).isNull();
                }
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"401, forbidden", "403, forbidden", "406, no_bulk_api"})
  void aRefusalOfEverythingIsHeld(int status, String reason) {
    assertThat(ElasticsearchResponse.of(status, new byte[0], 2))
        .isEqualTo(new Verdict.Stop(Retry.untilFixed(reason)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id-513", "action-malformed", "action-text", "source-pretty", "pipe-source-cut"})
  void aDocumentThatSpoilsItsRequestIsLookedFor(String name) {
    assertThat(judge(name, 1)).containsOnly(new Rejected("request_refused", null));
    assertThat(ElasticsearchResponse.of(400, bytes(ANSWERS.body(name)), 2))
        .isInstanceOf(Verdict.Halve.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-index", "unknown-param", "ct-compat", "external-version"})
  void aRequestThatIsNotUnderstoodIsHeld(String name) {
    assertHeld(name);
  }

  /** It once made dead letters of all that was sent to a wrong address. */
  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void aRefusalThatNobodyKnowsIsHeld(int status) {
    assertThat(ElasticsearchResponse.of(status, bytes("<html>gateway</html>"), 1))
        .isInstanceOfSatisfying(
            Verdict.Stop.class, stop -> assertThat(stop.retry().needsOperator()).isTrue());
  }

  @Test
  void aRequestThatIsTooLargeIsHalved() {
    assertThat(ElasticsearchResponse.of(413, new byte[0], 2)).isInstanceOf(Verdict.Halve.class);
    assertThat(
            ElasticsearchResponse.of(
                429,
                bytes(
                    "{\"error\":{\"reason\":\"rejected [coordinating_operation_bytes=50048,"
                        + " max_coordinating_bytes=20480]\"}}"),
                2))
        .isInstanceOf(Verdict.Halve.class);
    assertThat(ElasticsearchResponse.of(429, bytes("{}"), 2)).isInstanceOf(Verdict.Stop.class);
  }

  private static void assertHeld(String name) {
    List<Delivery> deliveries = judge(name, itemsOf(name));
    assertThat(deliveries)
        .as(name)
        .anySatisfy(
            delivery -> {
              assertThat(delivery).isInstanceOf(Retry.class);
              assertThat(((Retry) delivery).needsOperator()).isTrue();
            })
        .noneMatch(Rejected.class::isInstance);
  }

  private static int itemsOf(String name) {
    String body = ANSWERS.body(name);
    int count = body.split("\"_index\"", -1).length - 1;
    return Math.max(count, 1);
  }

  private static List<Delivery> judge(String name, int records) {
    Verdict verdict =
        ElasticsearchResponse.of(ANSWERS.status(name), bytes(ANSWERS.body(name)), records);
    if (verdict instanceof Verdict.Each each) {
      return each.deliveries();
    }
    return List.of(
        verdict instanceof Verdict.Halve halve ? halve.ofOne() : ((Verdict.Stop) verdict).retry());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
