package io.weir.sinks.http;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpEntity;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;

/**
 * Sends requests to a store that speaks plain HTTP, with its TLS and credentials. A request is made
 * by the thread that asks for it: to hand it to other threads and back, as clients with futures do,
 * costs more than the request of a small batch.
 */
public final class StoreHttp implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  /**
   * A connection that was idle for longer is looked at before it is used again: a server that was
   * restarted has forgotten it.
   */
  private static final int IDLE_MILLIS = 10;

  /** A firewall between may have dropped an older one silently. */
  private static final long OLDEST_MINUTES = 1;

  /** No answer of a store is longer; one that is comes from something else. */
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;

  private final StoreAddress address;
  private final Duration timeout;
  private final CloseableHttpClient client;

  /** Ends requests that take too long; the client itself only bounds each wait for a byte. */
  private final ScheduledThreadPoolExecutor deadlines;

  /** What a store said. */
  public record Answer(int status, String body) {}

  /**
   * A client that keeps its connections.
   *
   * @param timeout for a whole answer, its body included
   */
  public StoreHttp(StoreAddress address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.client = client(address, timeout);
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "store-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  private static CloseableHttpClient client(StoreAddress address, Duration timeout) {
    Registry<ConnectionSocketFactory> sockets =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register("https", new SSLConnectionSocketFactory(address.tls().context()))
            .build();
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            sockets, null, null, null, OLDEST_MINUTES, TimeUnit.MINUTES);
    // Whoever asks has as many threads as requests may be under way.
    connections.setMaxTotal(Integer.MAX_VALUE);
    connections.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    connections.setValidateAfterInactivity(IDLE_MILLIS);
    RequestConfig config =
        RequestConfig.custom()
            .setConnectTimeout(CONNECT_MILLIS)
            .setSocketTimeout((int) timeout.toMillis())
            .setRedirectsEnabled(false)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(config)
        .setUserAgent("weir")
        .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
        // Otherwise one with our certificate would never be used for a second request.
        .disableConnectionState()
        // What is sent again, and when, is for the sink to say.
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  /** The address that requests are made for. */
  public StoreAddress address() {
    return address;
  }

  /**
   * Sends a request and waits for the answer; never fails, and is empty if no whole answer came in
   * time or the answer was longer than any of a store. Callable from several threads.
   */
  public Optional<Answer> send(HttpRequestBase request) {
    address.tls().refresh();
    String authorization = address.credentials().header();
    if (authorization != null) {
      request.setHeader("Authorization", authorization);
    }
    Future<?> deadline;
    try {
      deadline = deadlines.schedule(request::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      return Optional.empty();
    }
    // What was not read to its end is closed with its connection.
    try (CloseableHttpResponse answer = client.execute(request)) {
      String body = body(answer.getEntity());
      return body == null
          ? Optional.empty()
          : Optional.of(new Answer(answer.getStatusLine().getStatusCode(), body));
    } catch (IOException | IllegalStateException unansweredOrClosed) {
      return Optional.empty();
    } finally {
      deadline.cancel(false);
    }
  }

  /** The whole body, or null if it is too long. */
  private static String body(HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    // Not closed: that would read the rest of it.
    byte[] bytes = entity.getContent().readNBytes(MAX_ANSWER_BYTES + 1);
    return bytes.length > MAX_ANSWER_BYTES ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Asks whether the store answers and knows us.
   *
   * @return why not, in a few fixed words, or null
   */
  public String probe(HttpRequestBase question) {
    Optional<Answer> answer = send(question);
    return answer.isEmpty() ? "unreachable" : problem(answer.get().status());
  }

  /** What a status says of a store: that it forbids the question is no problem, it is there. */
  public static String problem(int status) {
    return status == UNAUTHORIZED || status >= SERVER_ERROR ? "status_" + status : null;
  }

  /** Closes the connections; requests that are under way end without an answer. */
  @Override
  public void close() {
    deadlines.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      // There is nothing that could still be lost.
    }
  }
}
