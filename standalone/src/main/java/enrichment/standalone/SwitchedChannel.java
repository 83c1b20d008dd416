package enrichment.standalone;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/**
 * A channel to one server after another: a call goes to the one that is the target when it begins.
 * It owns none of them, and has nothing of its own to shut down.
 */
final class SwitchedChannel extends ManagedChannel {

  private volatile Channel target;

  SwitchedChannel(Channel first) {
    target = first;
  }

  void switchTo(Channel next) {
    target = next;
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    return target.newCall(method, options);
  }

  @Override
  public String authority() {
    return target.authority();
  }

  @Override
  public ManagedChannel shutdown() {
    return this;
  }

  @Override
  public ManagedChannel shutdownNow() {
    return this;
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
