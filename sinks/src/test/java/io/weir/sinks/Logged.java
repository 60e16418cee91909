package io.weir.sinks;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs from now on. */
public final class Logged implements AutoCloseable {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger;

  private Logged(Logger logger) {
    this.logger = logger;
  }

  public static Logged of(Class<?> of) {
    Logged logged = new Logged((Logger) LoggerFactory.getLogger(of));
    logged.appender.start();
    logged.logger.addAppender(logged.appender);
    return logged;
  }

  /** Each with its level before it. */
  public List<String> lines() {
    return appender.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
