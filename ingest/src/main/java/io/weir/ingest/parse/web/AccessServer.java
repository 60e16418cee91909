package io.weir.ingest.parse.web;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import java.util.List;

/**
 * Which server wrote an access log. Several write the same layout, so that only the name of the
 * container, of its application or of its image tells.
 */
public final class AccessServer {
  /** Of nginx. */
  public static final Format NGINX =
      Format.of(
          "nginx",
          "access log of nginx, where the application, the container or the image is named so",
          line -> named(line, "nginx"));

  /** Of Apache httpd. */
  public static final Format APACHE =
      Format.of(
          "apache",
          "access log of Apache httpd, where the application, the container or the image is named so",
          line -> named(line, "apache"));

  private static final List<Field> NAMES =
      List.of(Field.CONTAINER_NAME, Field.CONTAINER_IMAGE_NAME);

  private AccessServer() {}

  private static ParsedLine named(TextLine line, String server) {
    ParsedLine parsed = AccessLine.read(line);
    return parsed == null ? null : parsed.as(server.equals("nginx") ? NGINX : APACHE);
  }

  /** A line with the server's name as its format, if the source names one; else the line. */
  public static ParsedLine of(ParsedLine line, LogSource source) {
    if (!AccessLine.FORMAT.isOf(line)) {
      return line;
    }
    Format server = of(source);
    return server == null ? line : line.as(server);
  }

  private static Format of(LogSource source) {
    Format byApp = of(source.app());
    if (byApp != null) {
      return byApp;
    }
    for (Field field : NAMES) {
      Format named = of(source.origin().text(field));
      if (named != null) {
        return named;
      }
    }
    return null;
  }

  private static Format of(String name) {
    if (name == null) {
      return null;
    }
    if (name.contains("nginx")) {
      return NGINX;
    }
    return name.contains("httpd") || name.contains("apache") ? APACHE : null;
  }
}
