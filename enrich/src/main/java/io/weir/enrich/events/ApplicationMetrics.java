package io.weir.enrich.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.meter.BoundedLabel;
import io.weir.ingest.meter.MeterFamily;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Service level indicators of applications, read off their logs: each line of a pod that has the
 * method of a request and the status of its answer is a request, whatever format the line has. One
 * without a method is as often about a call that the application itself has made. Probes of the
 * kubelet and scrapes of Prometheus are not counted: no user sees them, and a service that is asked
 * by nobody else would look healthy. An application that a proxy logs as well has its own count,
 * and the proxy another: the two are different services. Thread-safe.
 */
final class ApplicationMetrics {
  /** Where objectives are set, and around them: 200 ms is one. */
  private static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0);

  private static final MeterFamily REQUESTS =
      MeterFamily.counter(
          "weir.app.requests",
          "Requests that pods have logged, without probes, by the first digit of the status: the"
              + " first two hundred services, and * for others",
          "namespace",
          "service",
          "code");
  private static final MeterFamily DURATION =
      MeterFamily.histogram(
          "weir.app.request.duration",
          "How long requests took, where the line says so",
          BOUNDS,
          "namespace",
          "service");

  private static final int MAX_SERVICES = 200;

  /** So that one namespace, whose services may have made-up names, does not take all of them. */
  private static final int MAX_OF_NAMESPACE = 50;

  private static final int MAX_NAME = 63;
  private static final Service OTHERS = new Service(BoundedLabel.OTHERS, BoundedLabel.OTHERS);

  /** What a request is counted under. */
  private record Service(String namespace, String name) {
    private boolean isName() {
      return namespace.length() <= MAX_NAME && name.length() <= MAX_NAME;
    }
  }

  private final MeterRegistry registry;
  private final Map<Service, Meters> services = new ConcurrentHashMap<>();

  /** How many services of each namespace have their own. */
  private final Map<String, Integer> ofNamespace = new ConcurrentHashMap<>();

  ApplicationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  static List<MeterFamily> families() {
    return List.of(REQUESTS, DURATION);
  }

  /** Counts the event if it is about a request to a pod. */
  void count(Event event) {
    Fields fields = event.fields();
    if (!(fields.get(Field.HTTP_RESPONSE_STATUS_CODE) instanceof Long status)) {
      return;
    }
    if (!fields.has(Field.HTTP_REQUEST_METHOD) || isProbe(fields)) {
      return;
    }
    String namespace = fields.text(Field.KUBERNETES_NAMESPACE);
    String service = service(fields);
    if (status < 100 || status > 599 || namespace == null || service == null) {
      return;
    }
    Meters meters = meters(new Service(namespace, service));
    meters.code((int) (status / 100)).increment();
    if (fields.get(Field.EVENT_DURATION) instanceof Long nanos) {
      meters.duration().record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static boolean isProbe(Fields fields) {
    String agent = fields.text(Field.USER_AGENT_ORIGINAL);
    return agent != null && (agent.startsWith("kube-probe/") || agent.startsWith("Prometheus/"));
  }

  /** By the agent's metadata where the line names another: no line may count for others. */
  private static String service(Fields fields) {
    String app = fields.text(Field.WEIR_SOURCE_APP);
    return app == null ? fields.text(Field.SERVICE_NAME) : app;
  }

  private Meters meters(Service service) {
    Meters known = services.get(service);
    if (known != null) {
      return known;
    }
    // Two threads may both find room for the last: one more does no harm.
    boolean fits =
        service.isName()
            && services.size() < MAX_SERVICES
            && ofNamespace.getOrDefault(service.namespace(), 0) < MAX_OF_NAMESPACE;
    if (fits) {
      ofNamespace.merge(service.namespace(), 1, Integer::sum);
    }
    return services.computeIfAbsent(fits ? service : OTHERS, Meters::new);
  }

  /** Those of one service; made when they are needed, as a histogram is a dozen series. */
  private final class Meters {
    private final Service service;
    private final AtomicReferenceArray<Counter> codes = new AtomicReferenceArray<>(6);
    private volatile Timer duration;

    private Meters(Service service) {
      this.service = service;
    }

    private Counter code(int hundreds) {
      Counter known = codes.get(hundreds);
      if (known == null) {
        // The registry returns the same to two threads.
        known = REQUESTS.counter(registry, service.namespace(), service.name(), hundreds + "xx");
        codes.set(hundreds, known);
      }
      return known;
    }

    private Timer duration() {
      Timer known = duration;
      if (known == null) {
        known = DURATION.histogram(registry, service.namespace(), service.name());
        duration = known;
      }
      return known;
    }
  }
}
