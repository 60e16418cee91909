package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher of a checkout, with a Maven that only counts and a Java that does nothing. */
class LauncherTest {
  @TempDir private Path directory;
  private Path checkout;
  private Path builds;
  private Path started;

  @BeforeEach
  void makeCheckout() throws IOException {
    builds = directory.resolve("builds");
    started = directory.resolve("started");
    checkout = Files.createDirectories(directory.resolve("checkout"));
    Files.createDirectories(checkout.resolve("cli/target"));
    Files.createFile(checkout.resolve("pom.xml"));
    Files.copy(Path.of("..", "weir"), checkout.resolve("weir"));
    for (String tool : List.of("demo", "hostile")) {
      Path target = Files.createDirectories(checkout.resolve("tools/" + tool + "/target"));
      Files.writeString(target.resolve(tool + ".classpath"), tool + "-libraries.jar");
    }
    script("bin/mvn", "echo built >>'" + builds + "'; touch cli/target/weir.classpath");
    script("java/bin/java", "echo \"$*\" >'" + started + "'");
    script("java/bin/javac", "exit 0");
  }

  @Test
  void buildsOnceAndNotAgain() throws Exception {
    run(checkout);
    run(checkout);

    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  /** Its class path is absolute, so it once ran the jars of the checkout it was copied from. */
  @Test
  void aCopiedCheckoutIsBuiltAnew() throws Exception {
    run(checkout);
    Path copy = directory.resolve("copy");
    start(List.of("cp", "-a", checkout.toString(), copy.toString()), directory);
    run(copy);
    run(copy);

    assertThat(Files.readAllLines(builds)).hasSize(2);
  }

  /** Neither is in what is released, where the command line knows no such command. */
  @ParameterizedTest
  @CsvSource({
    "demo --once, io.weir.demo.DemoMain, demo-libraries.jar",
    "chaos, io.weir.demo.DemoMain, demo-libraries.jar",
    "bench hostile --all, io.weir.hostile.HostileMain, hostile-libraries.jar",
    "bench pipeline --pods 9, io.weir.demo.DemoMain, demo-libraries.jar",
    "bench freshness, io.weir.demo.DemoMain, demo-libraries.jar",
    "bench events FILE, io.weir.cli.Weir, weir-cli",
    "events, io.weir.cli.Weir, weir-cli"
  })
  void toolsOfTheCheckoutHaveAMainClassOfTheirOwn(String args, String main, String library)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", checkout.resolve("weir").toString()));
    command.addAll(List.of(args.split(" ")));

    assertThat(start(command, checkout)).isZero();
    assertThat(Files.readString(started)).contains(library).endsWith(main + " " + args + "\n");
  }

  /** One word means one thing: the tests of the checkout, and not those of somebody's formats. */
  @Test
  void testTakesNoArguments() throws Exception {
    List<String> command = List.of("bash", checkout.resolve("weir").toString(), "test", "formats");

    assertThat(start(command, checkout)).isEqualTo(2);
    assertThat(builds).doesNotExist();
  }

  private void script(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void run(Path root) throws Exception {
    assertThat(start(List.of("bash", root.resolve("weir").toString(), "check"), root)).isZero();
  }

  private int start(List<String> command, Path in) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.environment().put("JAVA_HOME", directory.resolve("java").toString());
    process.environment().merge("PATH", directory.resolve("bin").toString(), (a, b) -> b + ":" + a);
    return process.start().waitFor();
  }
}
