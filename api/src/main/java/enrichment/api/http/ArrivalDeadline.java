package enrichment.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Cuts off requests that have not come whole in time. Jetty's own timeout begins anew with every
 * byte, and its least data rate knows of bodies only; here the whole counts. Looks at the
 * connections now and then, which costs a request nothing.
 */
public final class ArrivalDeadline extends AbstractLifeCycle {

  private static final byte[] TIMED_OUT = timedOut();

  /**
   * @param answered how many requests the connection had answered when it began
   */
  private record Arrival(long answered, long since) {}

  private final Connector connector;
  private final Duration limit;
  private final Duration interval;

  /** What was under way when the connections were looked at last. */
  private Map<EndPoint, Arrival> arriving = Map.of();

  public ArrivalDeadline(Connector connector, Duration limit) {
    this.connector = connector;
    this.limit = limit;
    this.interval = limit.dividedBy(30);
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  private void lookLater() {
    connector.getScheduler().schedule(this::look, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!isRunning()) {
      return;
    }
    try {
      var now = NanoTime.now();
      var still = new HashMap<EndPoint, Arrival>();
      for (var endPoint : connector.getConnectedEndPoints()) {
        if (endPoint.getConnection() instanceof HttpConnection http && !http.getParser().isIdle()) {
          still.put(endPoint, arrival(endPoint, http, now));
        }
      }
      arriving = still;
      still.forEach(
          (endPoint, arrival) -> {
            if (now - arrival.since() > limit.toNanos()) {
              cutOff(endPoint, (HttpConnection) endPoint.getConnection());
            }
          });
    } finally {
      lookLater();
    }
  }

  private Arrival arrival(EndPoint endPoint, HttpConnection http, long now) {
    var before = arriving.get(endPoint);
    return before != null && before.answered() == http.getMessagesOut()
        ? before
        : new Arrival(http.getMessagesOut(), now);
  }

  private static void cutOff(EndPoint endPoint, HttpConnection http) {
    if (!endPoint.isFillInterested()) {
      // It is being worked on, and nobody waits for more of it.
      return;
    }
    if (http.getParser().inContentState()) {
      // Whoever reads the body is told, and answers.
      http.onIdleExpired(new TimeoutException());
    } else {
      endPoint.write(Callback.from(endPoint::close, endPoint::close), ByteBuffer.wrap(TIMED_OUT));
    }
  }

  private static byte[] timedOut() {
    var body = new String(Json.bytes(Problem.ofStatus(408)), StandardCharsets.UTF_8);
    return """
        HTTP/1.1 408 Request Timeout\r
        Content-Type: %s\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s"""
        .formatted(Problem.CONTENT_TYPE, body.length(), body)
        .getBytes(StandardCharsets.UTF_8);
  }
}
