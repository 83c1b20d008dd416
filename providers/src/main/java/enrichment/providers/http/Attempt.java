package enrichment.providers.http;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Whether a request may have reached the vendor. Giving up and sending exclude each other, so that
 * what was given up before it was sent is certain never to be.
 */
final class Attempt {

  private static final String ATTRIBUTE = Attempt.class.getName();

  private enum State {
    CONNECTING,
    SENT,
    GIVEN_UP
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);

  void attachTo(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  static Attempt of(HttpContext context) {
    return (Attempt) context.getAttribute(ATTRIBUTE);
  }

  /** To be called before the first byte is written. */
  void send() throws ConnectionClosedException {
    if (!state.compareAndSet(State.CONNECTING, State.SENT)) {
      throw new ConnectionClosedException();
    }
  }

  /** Nothing is sent any more. */
  void giveUp() {
    state.compareAndSet(State.CONNECTING, State.GIVEN_UP);
  }

  boolean mayHaveBeenSent() {
    return state.get() == State.SENT;
  }
}
