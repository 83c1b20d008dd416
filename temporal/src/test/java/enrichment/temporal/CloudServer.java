package enrichment.temporal;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Speaks gRPC over TLS as Temporal Cloud does, and notes down who starts workflows. */
final class CloudServer implements AutoCloseable {

  /** A start of a workflow: what the call says of its caller, and of which namespace it is. */
  record Start(
      @Nullable String authorization,
      @Nullable String namespaceHeader,
      @Nullable String clientCertificate,
      String namespace) {}

  private final List<Start> starts = new CopyOnWriteArrayList<>();
  private final Server server;
  private final ThreadLocal<@Nullable Start> caller = new ThreadLocal<>();

  /**
   * @param client whose certificate it asks for; null: it asks for none
   */
  CloudServer(TestKey own, @Nullable TestKey client) throws IOException {
    var tls = SslContextBuilder.forServer(own.certificate().toFile(), own.key().toFile());
    if (client != null) {
      tls.trustManager(client.certificate().toFile()).clientAuth(ClientAuth.REQUIRE);
    }
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(GrpcSslContexts.configure(tls).build())
            .intercept(new Callers())
            .addService(new Service())
            .build()
            .start();
  }

  String address() {
    return "localhost:" + server.getPort();
  }

  List<Start> starts() {
    return List.copyOf(starts);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Service extends WorkflowServiceImplBase {

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void startWorkflowExecution(
        StartWorkflowExecutionRequest request,
        StreamObserver<StartWorkflowExecutionResponse> answer) {
      var start = caller.get();
      starts.add(
          new Start(
              start.authorization(),
              start.namespaceHeader(),
              start.clientCertificate(),
              request.getNamespace()));
      answer.onNext(StartWorkflowExecutionResponse.newBuilder().setRunId("run").build());
      answer.onCompleted();
    }
  }

  private final class Callers implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var start =
          new Start(
              header(headers, "authorization"),
              header(headers, "temporal-namespace"),
              certificate(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)),
              "");
      return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
        @Override
        public void onHalfClose() {
          caller.set(start);
          super.onHalfClose();
        }
      };
    }

    private static @Nullable String header(Metadata headers, String name) {
      return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private static @Nullable String certificate(@Nullable SSLSession session) {
      try {
        return session == null ? null : session.getPeerPrincipal().getName();
      } catch (SSLPeerUnverifiedException e) {
        return null;
      }
    }
  }
}
