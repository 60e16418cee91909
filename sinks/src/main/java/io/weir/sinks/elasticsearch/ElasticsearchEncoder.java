package io.weir.sinks.elasticsearch;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a bulk request (newline-delimited JSON): the events' own bytes, which {@code
 * EventJson} wrote without line breaks.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/docs-bulk.html">Bulk
 *     API</a>
 */
final class ElasticsearchEncoder {
  private static final byte[] CREATE = "{\"create\":{\"_id\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\"}}\n".getBytes(StandardCharsets.UTF_8);

  private ElasticsearchEncoder() {}

  static byte[] bulk(List<Document> documents) {
    int size = documents.stream().mapToInt(document -> document.value().length + 96).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(size);
    for (Document document : documents) {
      body.writeBytes(CREATE);
      body.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(document.id()));
      body.writeBytes(END);
      body.writeBytes(document.value());
      body.write('\n');
    }
    return body.toByteArray();
  }
}
