package io.weir.sinks.elasticsearch;

import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.HttpAsyncResponseConsumerFactory.HeapBufferedResponseConsumerFactory;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * One Elasticsearch, asked over its low-level client with TLS and credentials, a time limit for
 * whole answers and a bound on their length. Thread-safe.
 */
public final class ElasticsearchClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  /** As many as a sink may have requests under way; the client's own default is ten. */
  private static final int MAX_CONNECTIONS = 256;

  private static final RequestOptions BOUNDED =
      RequestOptions.DEFAULT.toBuilder()
          .setHttpAsyncResponseConsumerFactory(
              new HeapBufferedResponseConsumerFactory(MAX_ANSWER_BYTES))
          .build();

  private final RestClient client;
  private final Duration timeout;

  /** What the server said: any status, and the whole body. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Answer(int status, byte[] body) {}

  private ElasticsearchClient(RestClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /** A client that waits up to a minute for an answer. */
  public static ElasticsearchClient of(StoreAddress address) {
    return of(address, TIMEOUT);
  }

  static ElasticsearchClient of(StoreAddress address, Duration timeout) {
    URI url = address.url();
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
            .setRequestConfigCallback(
                request ->
                    request
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setSocketTimeout((int) timeout.toMillis()))
            .setHttpClientConfigCallback(
                http ->
                    http.setSSLContext(address.tls().context())
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .addInterceptorLast(authorization(address)));
    // The client takes no empty prefix.
    if (!url.getPath().replace("/", "").isEmpty()) {
      builder.setPathPrefix(url.getPath());
    }
    return new ElasticsearchClient(builder.build(), timeout);
  }

  private static HttpRequestInterceptor authorization(StoreAddress address) {
    return (request, context) -> {
      address.tls().refresh();
      String header = address.credentials().header();
      if (header != null) {
        request.setHeader("Authorization", header);
      }
    };
  }

  /** The client itself, for what is done once. */
  public RestClient rest() {
    return client;
  }

  /**
   * Makes a request.
   *
   * @throws IOException if no whole answer of a sensible length came in time
   */
  Answer ask(Request request) throws IOException {
    request.setOptions(BOUNDED);
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Cancellable cancellable =
        client.performRequestAsync(
            request,
            new ResponseListener() {
              @Override
              public void onSuccess(Response response) {
                answer.complete(response);
              }

              @Override
              public void onFailure(Exception e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      return answer(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ResponseException refused) {
        return answer(refused.getResponse());
      }
      throw new IOException(e.getCause().getClass().getSimpleName());
    } catch (TimeoutException e) {
      // The client's own limit is for each read: a server that drips would never reach it.
      cancellable.cancel();
      throw new IOException("no whole answer in time");
    } catch (InterruptedException e) {
      cancellable.cancel();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private static Answer answer(Response response) throws IOException {
    byte[] body =
        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
    return new Answer(response.getStatusLine().getStatusCode(), body);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException("the client of Elasticsearch cannot be closed", e);
    }
  }
}
