package io.weir.page;

import java.io.IOException;
import java.net.URI;

/** Answers the requests for one path and what is below it. Called from several threads. */
@FunctionalInterface
public interface Route {
  /**
   * Answers one request.
   *
   * @param request path and query as they were sent
   * @throws IOException if whoever has the answer cannot be reached; its message is shown
   */
  Answer answer(URI request) throws IOException;
}
