package io.weir.helm;

import io.weir.helm.Chart.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A container of a rendered pod, run by podman with all that the pod says of its user, rights,
 * limits, environment, arguments and volumes.
 */
final class PodContainer implements AutoCloseable {
  private final String id;
  private final long graceSeconds;

  private PodContainer(String id, long graceSeconds) {
    this.id = id;
    this.graceSeconds = graceSeconds;
  }

  /**
   * Starts it.
   *
   * @param workload what makes the pod
   * @param render where its ConfigMaps are
   * @param secrets the content of Secrets, by name and key
   * @param directory where volumes are laid out
   */
  static PodContainer start(
      Manifest workload,
      List<Manifest> render,
      Map<String, Map<String, String>> secrets,
      Path directory)
      throws IOException {
    Object pod = workload.at("spec", "template", "spec");
    Map<?, ?> container = workload.container();
    List<String> arguments = Podman.withLimits("run", "--detach");
    arguments.addAll(rights(pod, container));
    arguments.addAll(limits(container));
    for (Object variable : (List<?>) container.get("env")) {
      arguments.add("--env");
      arguments.add(Chart.at(variable, "name") + "=" + Chart.at(variable, "value"));
    }
    arguments.addAll(volumes(pod, container, render, secrets, directory));
    arguments.add((String) container.get("image"));
    ((List<?>) container.get("args")).forEach(argument -> arguments.add(String.valueOf(argument)));
    Podman.Result result = Podman.run(arguments);
    if (result.status() != 0) {
      throw new IllegalStateException(workload + ": " + result.output());
    }
    long grace = ((Number) Chart.at(pod, "terminationGracePeriodSeconds")).longValue();
    return new PodContainer(result.output().strip(), grace);
  }

  private static List<String> rights(Object pod, Map<?, ?> container) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--user");
    arguments.add(
        Chart.at(pod, "securityContext", "runAsUser")
            + ":"
            + Chart.at(pod, "securityContext", "runAsGroup"));
    if (Boolean.TRUE.equals(Chart.at(container, "securityContext", "readOnlyRootFilesystem"))) {
      arguments.add("--read-only");
      // Podman would put file systems in memory at /tmp, /run and /var/tmp.
      arguments.add("--read-only-tmpfs=false");
    }
    if (Boolean.FALSE.equals(Chart.at(container, "securityContext", "allowPrivilegeEscalation"))) {
      arguments.add("--security-opt=no-new-privileges");
    }
    List<?> dropped = (List<?>) Chart.at(container, "securityContext", "capabilities", "drop");
    dropped.forEach(capability -> arguments.add("--cap-drop=" + capability));
    return arguments;
  }

  private static List<String> limits(Map<?, ?> container) {
    String memory = (String) Chart.at(container, "resources", "limits", "memory");
    String bytes = memory.replaceFirst("Mi$", "m");
    String cpu = (String) Chart.at(container, "resources", "limits", "cpu");
    double cpus =
        cpu.endsWith("m")
            ? Integer.parseInt(cpu.substring(0, cpu.length() - 1)) / 1000.0
            : Double.parseDouble(cpu);
    return List.of("--memory", bytes, "--memory-swap", bytes, "--cpus", String.valueOf(cpus));
  }

  private static List<String> volumes(
      Object pod,
      Map<?, ?> container,
      List<Manifest> render,
      Map<String, Map<String, String>> secrets,
      Path directory)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (Object mount : (List<?>) container.get("volumeMounts")) {
      String name = (String) Chart.at(mount, "name");
      Object volume =
          ((List<?>) Chart.at(pod, "volumes"))
              .stream().filter(it -> name.equals(Chart.at(it, "name"))).findFirst().orElseThrow();
      Path source = Files.createDirectories(directory.resolve(name));
      fill(source, volume, render, secrets);
      boolean readOnly = Boolean.TRUE.equals(Chart.at(mount, "readOnly"));
      arguments.add("--volume");
      arguments.add(
          source.toAbsolutePath() + ":" + Chart.at(mount, "mountPath") + (readOnly ? ":ro" : ""));
    }
    return arguments;
  }

  private static void fill(
      Path source, Object volume, List<Manifest> render, Map<String, Map<String, String>> secrets)
      throws IOException {
    String configMap = (String) Chart.at(volume, "configMap", "name");
    String secret = (String) Chart.at(volume, "secret", "secretName");
    List<?> sources = (List<?>) Chart.at(volume, "projected", "sources");
    if (configMap != null) {
      write(source, named(render, configMap));
    } else if (sources != null) {
      for (Object one : sources) {
        fill(source, one, render, secrets);
      }
    } else if (secret != null) {
      write(source, secrets.get(secret));
    } else {
      // The kubelet lets the pod's group write into what it makes empty.
      Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  private static Map<?, ?> named(List<Manifest> render, String name) {
    Stream<Manifest> found =
        render.stream().filter(it -> it.kind().equals("ConfigMap") && it.name().equals(name));
    return (Map<?, ?>) found.findFirst().orElseThrow().at("data");
  }

  private static void write(Path directory, Map<?, ?> files) throws IOException {
    for (Map.Entry<?, ?> file : files.entrySet()) {
      Files.writeString(directory.resolve((String) file.getKey()), (String) file.getValue());
    }
  }

  /** Waits until it ends by itself. */
  int awaitEnd() {
    return Integer.parseInt(Podman.run("wait", id).output().strip());
  }

  /** Stops it as the kubelet does: SIGTERM, and SIGKILL after the pod's grace period. */
  int stop() {
    Podman.run("stop", "--time", String.valueOf(graceSeconds), id);
    return Integer.parseInt(inspect("{{.State.ExitCode}}"));
  }

  String inspect(String format) {
    return Podman.run("inspect", "--format", format, id).output().strip();
  }

  String logs() {
    return Podman.run("logs", id).output();
  }

  /** What the kernel says of its first process. */
  Path process() {
    return Path.of("/proc", inspect("{{.State.Pid}}"));
  }

  @Override
  public void close() {
    Podman.run("rm", "--force", "--time", "0", id);
  }
}
