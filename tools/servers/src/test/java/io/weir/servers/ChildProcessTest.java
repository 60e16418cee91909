package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  @TempDir private Path dir;

  @Test
  void quotesTheLastLineOfAChildThatDies() {
    List<String> command =
        List.of("sh", "-c", "echo first; echo boom; echo '\tat Some.frame(1)'; exit 3");

    assertThatThrownBy(() -> ChildProcess.start("thing", dir, command, log -> false))
        .hasMessage(
            "thing ended with exit code 3; " + dir.resolve("thing.log") + " ends with: boom");
  }

  /** A busy machine needs minutes for three servers. */
  @Test
  void waitsForMinutesAndKeepsTheLogOfAChildThatIsGivenUp() {
    assertThat(ChildProcess.PATIENCE).isEqualTo(Duration.ofMinutes(5));
    List<String> command = List.of("sh", "-c", "echo starting; exec sleep 60");

    assertThatThrownBy(
            () ->
                ChildProcess.start(
                    "thing",
                    dir,
                    command,
                    log -> {
                      await().until(() -> Files.size(dir.resolve("thing.log")) > 0);
                      return false;
                    },
                    Duration.ZERO))
        .hasMessage(
            "thing was not ready after 0 s; " + dir.resolve("thing.log") + " ends with: starting");
    assertThat(dir.resolve("thing.log")).hasContent("starting");
  }

  @Test
  void looksOnlyAtTheLogOfThePresentRun() {
    ChildProcess child =
        ChildProcess.start(
            "thing",
            dir,
            List.of("sh", "-c", "echo $$; exec sleep 60"),
            log -> log.matches("\\d+\n"));

    child.restart();

    child.close();
    assertThat(dir.resolve("thing.log")).content().hasLineCount(2);
  }

  @Test
  void leavesNothingRunningAfterClose() throws Exception {
    ChildProcess child = startSleeper(dir, "trap '' TERM; ");
    ProcessHandle process = sleeper(dir).orElseThrow();
    assertThat(process.isAlive()).isTrue();

    child.kill();
    child.close();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void endsWithTheJvmThatStartedItEvenIfThatIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                new Jvm("64m")
                    .run(
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        dir.toString()))
            .inheritIO()
            .start();
    await().atMost(ChildProcess.PATIENCE).until(() -> Files.exists(dir.resolve("started")));
    ProcessHandle child = sleeper(dir).orElseThrow();
    assertThat(child.isAlive()).isTrue();

    parent.destroyForcibly().waitFor();

    await().atMost(ChildProcess.PATIENCE).until(() -> !child.isAlive());
  }

  /** A JVM that starts a child and then waits for its own end. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] args) throws Exception {
      startSleeper(Path.of(args[0]), "");
      Files.createFile(Path.of(args[0], "started"));
      Thread.currentThread().join();
    }
  }

  private static ChildProcess startSleeper(Path dir, String first) {
    String script = first + "echo $$; exec sleep 60";
    return ChildProcess.start(
        "sleeper", dir, List.of("sh", "-c", script), log -> log.matches("\\d+\n"));
  }

  private static Optional<ProcessHandle> sleeper(Path dir) throws Exception {
    Path log = dir.resolve("sleeper.log");
    String pid = Files.exists(log) ? Files.readString(log) : "";
    return pid.endsWith("\n") ? ProcessHandle.of(Long.parseLong(pid.strip())) : Optional.empty();
  }
}
