package io.weir.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java program of this checkout with an admin port, as a child process. */
public final class JavaProgram extends Server {

  private final ChildProcess child;
  private final URI admin;

  private JavaProgram(ChildProcess child, URI admin) {
    super(child);
    this.child = child;
    this.admin = admin;
  }

  /**
   * Starts a program on this JVM's class path, and returns when {@code /health/ready} of its admin
   * port answers 200. Its output goes to {@code NAME.log} in the data directory.
   *
   * @param adminPort the port that the program listens on
   */
  public static JavaProgram start(
      String name, Path dataDir, int adminPort, String heap, String main, List<String> args) {
    Path directory = ChildProcess.directory(dataDir);
    List<String> command =
        new ArrayList<>(
            new Jvm(heap)
                .flag("-XX:+UseSerialGC")
                // As it logs where it is used, whatever the class path of a test says.
                .flag("-Dlogback.configurationFile=logback.xml")
                .run(System.getProperty("java.class.path"), main, args.toArray(String[]::new)));
    URI admin = Http.loopback(adminPort);
    return new JavaProgram(
        ChildProcess.start(name, directory, command, log -> Http.isOk(admin, "/health/ready")),
        admin);
  }

  /**
   * Writes a shell script that runs a program on this JVM's class path, for a directory on a PATH.
   */
  public static void script(Path script, String main) {
    new Jvm("512m")
        .flag("-Dlogback.configurationFile=logback.xml")
        .script(script, System.getProperty("java.class.path"), main);
  }

  /** A port that nobody listens on at the moment. */
  public static int freePort() {
    return FreePort.next();
  }

  /** The process that runs now; another one after a restart. */
  public ProcessHandle process() {
    return child.handle();
  }

  /** Where its metrics and health are. */
  public URI admin() {
    return admin;
  }
}
