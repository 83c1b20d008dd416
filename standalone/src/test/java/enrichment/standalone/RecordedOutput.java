package enrichment.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** Everything that this process logs, in more detail than it is set to, and prints. */
final class RecordedOutput extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger root = logger(Logger.ROOT_LOGGER_NAME);
  private final Logger own = logger("enrichment");
  private final Level rootLevel = root.getLevel();
  private final Level ownLevel = own.getLevel();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private final StringBuffer log = new StringBuffer();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  void begin() {
    var recorder = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(recorder);
    System.setErr(recorder);
    start();
    root.setLevel(Level.INFO);
    own.setLevel(Level.TRACE);
    root.addAppender(this);
  }

  String log() {
    return log.toString();
  }

  String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Override
  protected void append(ILoggingEvent event) {
    log.append(event.getLoggerName())
        .append(' ')
        .append(event.getFormattedMessage())
        .append(' ')
        .append(Arrays.deepToString(event.getArgumentArray()))
        .append(event.getKeyValuePairs())
        .append(event.getMDCPropertyMap())
        .append('\n');
    if (event.getThrowableProxy() != null) {
      log.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(rootLevel);
    own.setLevel(ownLevel);
    System.setOut(out);
    System.setErr(err);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
