package enrichment.standalone;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A channel to one server after another. A call that has begun ends at the server where it has
 * begun; the next one goes to the server that is the target then. It owns none of them.
 */
final class SwitchedChannel extends ManagedChannel {

  private Target target;
  private volatile boolean shutdown;

  SwitchedChannel(Channel first) {
    target = new Target(first);
  }

  /** A server, and how many calls are under way there. */
  private static final class Target {

    private final Channel channel;
    private int calls;

    Target(Channel channel) {
      this.channel = channel;
    }

    synchronized void began() {
      calls++;
    }

    synchronized void ended() {
      calls--;
      notifyAll();
    }

    synchronized void awaitNoCall(Duration patience) throws InterruptedException {
      var deadline = System.nanoTime() + patience.toNanos();
      for (var left = patience.toMillis();
          calls > 0 && left > 0;
          left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
        wait(left);
      }
    }
  }

  /** Returns when the calls at the server before have ended, or that takes too long. */
  void switchTo(Channel next, Duration patience) throws InterruptedException {
    Target before;
    synchronized (this) {
      before = target;
      target = new Target(next);
    }
    before.awaitNoCall(patience);
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    Target chosen;
    synchronized (this) {
      chosen = target;
      chosen.began();
    }
    return new SimpleForwardingClientCall<>(chosen.channel.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                chosen.ended();
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  @Override
  public synchronized String authority() {
    return target.channel.authority();
  }

  @Override
  public ManagedChannel shutdown() {
    shutdown = true;
    return this;
  }

  @Override
  public ManagedChannel shutdownNow() {
    return shutdown();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }
}
