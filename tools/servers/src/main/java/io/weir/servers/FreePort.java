package io.weir.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * Ports for servers, below the range from which systems take the ports of outgoing connections. A
 * port of that range can be lost to any client while a killed server is down; worse, a client that
 * keeps trying to reach it may connect to itself.
 */
final class FreePort {

  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 5;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port that was free a moment ago, and that this JVM has not used before. */
  static int next() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
  }

  /**
   * Starts a server on the port that is asked for. For 0 it is a free one, and another one if some
   * other program was faster in taking it.
   */
  static <S> S start(int port, IntFunction<S> start) {
    if (port != 0) {
      return start.apply(port);
    }
    for (int i = 1; i < TRIES; i++) {
      try {
        return start.apply(next());
      } catch (StartFailed e) {
        if (!e.portTaken()) {
          throw e;
        }
      }
    }
    return start.apply(next());
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
