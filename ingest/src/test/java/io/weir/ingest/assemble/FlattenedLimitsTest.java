package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import org.junit.jupiter.api.Test;

class FlattenedLimitsTest {
  @Test
  void leavesWhatIsWithinBounds() throws JsonProcessingException {
    assertThat(bounded("{\"a\":{\"b\":[1,{\"c\":null}]}}"))
        .isEqualTo("{\"a\":{\"b\":[1,{\"c\":null}]}}");
  }

  @Test
  void whatLiesTooDeepIsKeptAsText() throws JsonProcessingException {
    String deep = "{\"a\":".repeat(30) + "7" + "}".repeat(30);

    assertThat(bounded(deep)).contains("\\\"a\\\":7").doesNotContain("\"a\":7");
  }

  @Test
  void keysAreShortAndWithoutNul() throws JsonProcessingException {
    assertThat(bounded("{\"" + "k".repeat(40_000) + "\":1}")).hasSizeLessThan(600);
    assertThat(bounded("{\"a\\u0000b\":1}")).isEqualTo("{\"a\uFFFDb\":1}");
  }

  private static String bounded(String json) throws JsonProcessingException {
    return FlattenedLimits.bounded((ObjectNode) Json.MAPPER.readTree(json)).toString();
  }
}
