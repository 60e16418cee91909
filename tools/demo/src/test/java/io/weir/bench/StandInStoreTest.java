package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class StandInStoreTest {
  private final StandInStore store = new StandInStore(0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    store.close();
  }

  private HttpResponse<String> post(String path, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(store.url().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersABulkRequestForEachDocument() throws Exception {
    String body = "{\"create\":{\"_id\":\"1\"}}\n{}\n{\"create\":{\"_id\":\"2\"}}\n{}\n";

    HttpResponse<String> answer = post("/logs-x/_bulk", body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.body())
        .isEqualTo(
            "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}");
    assertThat(store.stored()).isEqualTo(2);
    assertThat(store.requests()).isOne();
    assertThat(store.bytes()).isEqualTo(body.length());
  }

  @Test
  void countsTheEntriesOfAPush() throws Exception {
    ByteString stream =
        message(
            out -> {
              out.writeString(1, "{app=\"x\"}");
              out.writeBytes(2, ByteString.copyFromUtf8("one"));
              out.writeBytes(2, ByteString.copyFromUtf8("two"));
            });
    ByteString push = message(out -> out.writeBytes(1, stream));

    assertThat(post("/loki/api/v1/push", Snappy.compress(push.toByteArray())).statusCode())
        .isEqualTo(204);
    assertThat(store.stored()).isEqualTo(2);
  }

  @Test
  void aQuestionIsNoRequestThatStores() throws Exception {
    assertThat(post("/", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(store.requests()).isZero();
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static ByteString message(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    content.write(out);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
