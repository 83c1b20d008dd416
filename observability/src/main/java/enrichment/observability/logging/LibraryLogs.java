package enrichment.observability.logging;

import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * What libraries log through {@code java.util.logging}, as OpenTelemetry and gRPC do. Left alone,
 * it is written past Logback, and so past {@code LOG_FORMAT}.
 */
public final class LibraryLogs {

  /** Has them log as everything else in this process does. To be called before any of them is. */
  public static void join() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private LibraryLogs() {}
}
