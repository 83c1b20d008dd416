package enrichment.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.workflows.webui.EnrichmentAttributes;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The search attributes are there for whoever starts enrichments, or nobody misses them. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AttributeRegistrationTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final Logger logger = (Logger) LoggerFactory.getLogger(AttributeRegistration.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    temporal.close();
  }

  @Test
  void registersWhatIsMissing() throws IOException {
    try (var server = new StubServer(null)) {
      server.known.put("AccountId", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
      assertThat(registration(server.client()).isDoneByNow()).isTrue();
      assertThat(server.known)
          .isEqualTo(
              Map.of(
                  "AccountId", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
                  "EnrichmentType", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
                  "EnrichmentStatus", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
                  "ContactOutcome", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
                  "Provider", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST));
      assertThat(server.added.getFirst()).doesNotContainKey("AccountId").hasSize(4);
      assertThat(log.list).isEmpty();
    }
  }

  @Test
  void severalProcessesRegisterThemAtOnce() {
    var processes = IntStream.range(0, 8).mapToObj(i -> registration(client)).toList();
    processes.forEach(AttributeRegistration::isDone);
    assertThat(processes).allMatch(AttributeRegistration::isDoneByNow);
  }

  @Test
  void keepsNobodyWaiting() throws IOException {
    try (var server = new StubServer(Status.DEADLINE_EXCEEDED)) {
      server.hang();
      var registration = registration(server.client());
      var began = System.nanoTime();
      assertThat(registration.isDone()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void saysOnceWhatToDoWhereItIsNotAllowed() throws IOException {
    for (var refusal : List.of(Status.PERMISSION_DENIED, Status.UNIMPLEMENTED)) {
      log.list.clear();
      try (var server = new StubServer(refusal)) {
        var registration = registration(server.client());
        assertThat(registration.isDoneByNow()).isFalse();
        assertThat(registration.isDoneByNow()).isFalse();
        assertThat(log.list).hasSize(1);
        assertThat(log.list.getFirst().getKeyValuePairs().toString())
            .contains(
                refusal.getCode().name(),
                "temporal operator search-attribute create --namespace default"
                    + " --name AccountId --type Keyword --name EnrichmentType --type KeywordList"
                    + " --name EnrichmentStatus --type Keyword"
                    + " --name ContactOutcome --type KeywordList"
                    + " --name Provider --type KeywordList");
      }
    }
  }

  @Test
  void doesWithoutWhereANameIsTaken() throws IOException {
    try (var server = new StubServer(null)) {
      server.known.put("Provider", IndexedValueType.INDEXED_VALUE_TYPE_INT);
      assertThat(registration(server.client()).isDoneByNow()).isFalse();
      assertThat(log.list).hasSize(1);
      assertThat(log.list.getFirst().getKeyValuePairs().toString())
          .contains("Provider has another type");
    }
  }

  @Test
  void startsWithThem() {
    var enrichment = enrichment();
    new EnrichmentWorkflows(client).start(enrichment);
    assertThat(accountOf(enrichment)).isEqualTo(enrichment.accountId().toString());
  }

  @Test
  void whoCanWaitStartsWithThemThoughTheServerHasLostThem() throws IOException {
    try (var server = new StubServer(null)) {
      var workflows = new EnrichmentWorkflows(server.client(), registration(server.client()));
      workflows.start(enrichment());
      server.known.clear();
      workflows.start(enrichment());
      assertThat(server.started).containsExactly(true, true);
    }
  }

  @Test
  void startsWithoutThemWhereTheServerHasLostThemAndHasJustBeenAsked() throws IOException {
    try (var server = new StubServer(null)) {
      var workflows = new EnrichmentWorkflows(server.client());
      workflows.start(enrichment());
      server.known.clear();
      workflows.start(enrichment());
      assertThat(server.started).containsExactly(true, false);
    }
  }

  @Test
  void takesOtherRefusalsForWhatTheyAre() {
    var registration = registration(client);
    assertThat(registration.isDoneByNow()).isTrue();
    assertThat(registration.isLost(Status.INVALID_ARGUMENT.asRuntimeException())).isFalse();
    assertThat(
            registration.isLost(
                Status.UNAVAILABLE.withDescription("search attribute").asRuntimeException()))
        .isFalse();
    assertThat(registration.isDone()).isTrue();
  }

  private static AttributeRegistration registration(WorkflowClient client) {
    return new AttributeRegistration(client, AT_ONCE);
  }

  private static OpenEnrichment enrichment() {
    return new OpenEnrichment(
        UUID.randomUUID(), UUID.randomUUID(), EnrichmentKind.BULK, List.of(EnrichmentType.EMAIL));
  }

  private String accountOf(OpenEnrichment enrichment) {
    return client
        .newUntypedWorkflowStub(EnrichmentWorkflows.workflowId(enrichment))
        .describe()
        .getTypedSearchAttributes()
        .get(EnrichmentAttributes.ACCOUNT_ID);
  }

  /** A server that lists the attributes it has, and refuses to add any if it is told to. */
  private static final class StubServer implements AutoCloseable {

    final Map<String, IndexedValueType> known = new ConcurrentHashMap<>();
    final List<Map<String, IndexedValueType>> added = new CopyOnWriteArrayList<>();

    private final Server server;

    /** For each workflow, whether it was started with attributes. */
    final List<Boolean> started = new CopyOnWriteArrayList<>();

    private final ManagedChannel channel;
    private final WorkflowServiceStubs stubs;
    private volatile boolean hanging;

    StubServer(@Nullable Status refusal) throws IOException {
      var name = UUID.randomUUID().toString();
      server =
          InProcessServerBuilder.forName(name)
              .addService(
                  new OperatorServiceGrpc.OperatorServiceImplBase() {
                    @Override
                    public void listSearchAttributes(
                        ListSearchAttributesRequest request,
                        StreamObserver<ListSearchAttributesResponse> answer) {
                      if (!hanging) {
                        answer.onNext(
                            ListSearchAttributesResponse.newBuilder()
                                .putAllCustomAttributes(known)
                                .build());
                        answer.onCompleted();
                      }
                    }

                    @Override
                    public void addSearchAttributes(
                        AddSearchAttributesRequest request,
                        StreamObserver<AddSearchAttributesResponse> answer) {
                      if (refusal != null) {
                        answer.onError(refusal.asRuntimeException());
                        return;
                      }
                      added.add(request.getSearchAttributesMap());
                      known.putAll(request.getSearchAttributesMap());
                      answer.onNext(AddSearchAttributesResponse.getDefaultInstance());
                      answer.onCompleted();
                    }
                  })
              .addService(
                  new WorkflowServiceGrpc.WorkflowServiceImplBase() {
                    @Override
                    public void getSystemInfo(
                        GetSystemInfoRequest request,
                        StreamObserver<GetSystemInfoResponse> answer) {
                      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
                      answer.onCompleted();
                    }

                    @Override
                    public void startWorkflowExecution(
                        StartWorkflowExecutionRequest request,
                        StreamObserver<StartWorkflowExecutionResponse> answer) {
                      var attributes = request.getSearchAttributes().getIndexedFieldsMap();
                      if (!known.keySet().containsAll(attributes.keySet())) {
                        answer.onError(
                            Status.INVALID_ARGUMENT
                                .withDescription("no mapping defined for search attribute")
                                .asRuntimeException());
                        return;
                      }
                      started.add(!attributes.isEmpty());
                      answer.onNext(
                          StartWorkflowExecutionResponse.newBuilder().setRunId("1").build());
                      answer.onCompleted();
                    }
                  })
              .build()
              .start();
      channel = InProcessChannelBuilder.forName(name).build();
      stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
    }

    void hang() {
      hanging = true;
    }

    WorkflowClient client() {
      return WorkflowClient.newInstance(stubs);
    }

    @Override
    public void close() {
      stubs.shutdownNow();
      channel.shutdownNow();
      server.shutdownNow();
    }
  }
}
