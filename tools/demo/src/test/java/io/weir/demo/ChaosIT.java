package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.chaos.ChaosCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Two rounds, so that the command is known to work; who wants more asks it for more. */
class ChaosIT {
  @BeforeEach
  void beInACheckout() {
    System.setProperty("weir.checkout", Path.of("../..").toAbsolutePath().normalize().toString());
  }

  @AfterEach
  void beNowhere() {
    System.clearProperty("weir.checkout");
  }

  @Test
  void twoRoundsLoseAndDoubleNothing() {
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new ChaosCommand())
            .setOut(new PrintWriter(out))
            .execute("--rounds", "2", "--seed", "7");

    assertThat(out.toString())
        .endsWith("chaos: 2 rounds, 0 lost, 0 doubled, 0 not accounted for\n");
    assertThat(status).isZero();
  }
}
