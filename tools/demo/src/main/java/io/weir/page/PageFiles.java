package io.weir.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** The files of the page: its own, and uPlot, which draws the plots. */
public final class PageFiles implements Route {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Set<String> OF_UPLOT = Set.of("uPlot.esm.js", "uPlot.min.css");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  @Override
  public Answer answer(URI request) throws IOException {
    String name = request.getPath().substring(1);
    if (name.isEmpty()) {
      name = "index.html";
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    // One folder and no way out of it: a name has no slash.
    if (type == null || name.indexOf('/') >= 0) {
      return missing(name);
    }
    String resource = OF_UPLOT.contains(name) ? UPLOT + name : "/io/weir/page/" + name;
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      return in == null ? missing(name) : new Answer(200, type, in.readAllBytes());
    }
  }

  private static Answer missing(String name) {
    return Answer.failure(404, "the page has no file " + name);
  }
}
