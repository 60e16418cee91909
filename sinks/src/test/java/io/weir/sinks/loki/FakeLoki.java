package io.weir.sinks.loki;

import static java.util.stream.Collectors.joining;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.sinks.RecordedAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.xerial.snappy.Snappy;

/**
 * Takes pushes as a real Loki was seen to: judges each entry by itself, stores the others, and
 * answers for all with the texts that were recorded. What is pushed twice is shown once.
 */
final class FakeLoki implements AutoCloseable {
  private static final RecordedAnswers ANSWERS = new RecordedAnswers("loki");
  private static final int MAX_LINE = 262_144;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);

  /** An entry that was pushed. */
  record Entry(String stream, Instant time, String line, Map<String, String> metadata) {}

  private record Pushed(String labels, List<Entry> entries) {}

  private record Answer(int status, String body) {}

  private final Set<Entry> entries = new LinkedHashSet<>();
  private final Map<String, Instant> newest = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final int port;
  private HttpServer server;
  private String always;
  private boolean sums = true;
  private int requests;
  private int maxStreams = Integer.MAX_VALUE;
  private final Set<String> open = new LinkedHashSet<>();

  FakeLoki() {
    port = listen(0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Refuses connections, on the port that it keeps. */
  void stop() {
    server.stop(0);
  }

  void restart() {
    listen(port);
  }

  /** Answers everything as in the recorded case; null lets it work again. */
  synchronized void answerAlways(String recorded) {
    always = recorded;
  }

  /** Does not say how many entries were ignored, as another version might. */
  synchronized void withoutSums() {
    sums = false;
  }

  synchronized int requests() {
    return requests;
  }

  /** What was wrong with the requests themselves, whatever they were answered. */
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void close() {
    stop();
  }

  private int listen(int onPort) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newSingleThreadExecutor(FakeLoki::daemon));
    server.createContext("/loki/api/v1/push", this::handle);
    server.start();
    return server.getAddress().getPort();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-loki");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange.getRequestBody().readAllBytes());
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Opens no more than so many streams, as with {@code max_global_streams_per_user}. */
  synchronized void openAtMost(int streams) {
    maxStreams = streams;
  }

  private synchronized Answer answer(byte[] request) throws IOException {
    requests++;
    List<Pushed> streams = streams(request);
    if (streams.size() != 1 || streams.get(0).entries().isEmpty()) {
      faults.add("a request of " + streams);
      return recorded("no-streams-proto");
    }
    return always == null ? take(streams.get(0)) : recorded(always);
  }

  private static Answer recorded(String name) {
    return new Answer(ANSWERS.status(name), ANSWERS.body(name));
  }

  /** What is invalid never comes as far as where order is looked at, and hides behind it. */
  private Answer take(Pushed pushed) {
    if (!open.contains(pushed.labels()) && open.size() >= maxStreams) {
      return recorded("streams-new-alone");
    }
    open.add(pushed.labels());
    List<Entry> valid =
        pushed.entries().stream().filter(entry -> invalid(pushed.labels(), entry) == null).toList();
    List<String> ignored = new ArrayList<>();
    for (Entry entry : valid) {
      Instant oldest = newest.getOrDefault(pushed.labels(), Instant.MIN.plus(WINDOW)).minus(WINDOW);
      if (entry.time().isBefore(oldest)) {
        ignored.add(tooFarBehind(entry.time(), oldest));
      } else {
        newest.merge(pushed.labels(), entry.time(), (a, b) -> a.isAfter(b) ? a : b);
        entries.add(entry);
      }
    }
    if (!ignored.isEmpty()) {
      return new Answer(400, ignored(pushed.labels(), ignored, valid.size()));
    }
    return pushed.entries().stream()
        .map(entry -> invalid(pushed.labels(), entry))
        .filter(Objects::nonNull)
        .findFirst()
        .map(reason -> new Answer(400, reason))
        .orElse(new Answer(204, ""));
  }

  /** What is wrong with an entry by itself, or null. */
  private static String invalid(String labels, Entry entry) {
    Instant oldest = Instant.now().minus(MAX_AGE);
    if (entry.time().isBefore(oldest)) {
      return tooOld(labels, entry.time(), oldest);
    }
    if (entry.time().isAfter(Instant.now().plus(MAX_AHEAD))) {
      return tooNew(labels, entry.time());
    }
    return length(entry) > MAX_LINE ? lineTooLong(labels, length(entry)) : null;
  }

  private static int length(Entry entry) {
    return entry.line().getBytes(StandardCharsets.UTF_8).length;
  }

  /** As in {@code old-8d}. */
  private static String tooOld(String labels, Instant time, Instant oldest) {
    return "entry for stream '%s' has timestamp too old: %s, oldest acceptable timestamp is: %s\n"
        .formatted(labels, time, oldest);
  }

  /** As in {@code future-11m}. */
  private static String tooNew(String labels, Instant time) {
    return "entry for stream '%s' has timestamp too new: %s\n".formatted(labels, time);
  }

  /** As in {@code line-256k-plus-1}. */
  private static String lineTooLong(String labels, int length) {
    return "max entry size '%d' bytes exceeded for stream '%s' while adding an entry with length '%d' bytes\n"
        .formatted(MAX_LINE, labels, length);
  }

  /** As in {@code order-back-61m}, with this and the next. */
  private static String tooFarBehind(Instant time, Instant oldest) {
    return "entry with timestamp %s ignored, reason: 'entry too far behind, entry timestamp is: %s, oldest acceptable timestamp is: %s',"
        .formatted(time, time, oldest);
  }

  private String ignored(String labels, List<String> reasons, int of) {
    String first = reasons.stream().limit(10).collect(joining("\n"));
    return sums
        ? first
            + "\nuser 'fake', total ignored: %d out of %d for stream: %s\n"
                .formatted(reasons.size(), of, labels)
        : first + "\n";
  }

  private static List<Pushed> streams(byte[] request) throws IOException {
    List<Pushed> streams = new ArrayList<>();
    eachField(
        CodedInputStream.newInstance(Snappy.uncompress(request)),
        (field, in) -> streams.add(stream(in.readByteArray())));
    return streams;
  }

  private static Pushed stream(byte[] message) throws IOException {
    List<String> labels = new ArrayList<>();
    List<byte[]> entries = new ArrayList<>();
    eachField(
        CodedInputStream.newInstance(message),
        (field, in) -> {
          if (field == 1) {
            labels.add(in.readString());
          } else {
            entries.add(in.readByteArray());
          }
        });
    List<Entry> read = new ArrayList<>();
    for (byte[] entry : entries) {
      read.add(entry(labels.get(0), entry));
    }
    return new Pushed(labels.get(0), read);
  }

  private static Entry entry(String labels, byte[] message) throws IOException {
    long[] time = new long[3];
    StringBuilder line = new StringBuilder();
    Map<String, String> metadata = new TreeMap<>();
    eachField(
        CodedInputStream.newInstance(message),
        (field, in) -> {
          switch (field) {
            case 1 ->
                eachField(
                    CodedInputStream.newInstance(in.readByteArray()),
                    (part, number) -> time[part] = number.readInt64());
            case 2 -> line.append(in.readString());
            default -> {
              String[] pair = new String[3];
              eachField(
                  CodedInputStream.newInstance(in.readByteArray()),
                  (part, text) -> pair[part] = text.readString());
              metadata.put(pair[1], pair[2]);
            }
          }
        });
    return new Entry(
        labels, Instant.ofEpochSecond(time[1], time[2]), line.toString(), Map.copyOf(metadata));
  }

  private interface FieldReader {
    void read(int field, CodedInputStream in) throws IOException;
  }

  private static void eachField(CodedInputStream in, FieldReader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      reader.read(WireFormat.getTagFieldNumber(tag), in);
    }
  }
}
