package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.Admission;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookEvent;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.workflows.BulkEnrichmentWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a batch between its request and the decision on it. */
@Timeout(60)
class AdmissionIT {

  private static final Duration SHORT = Duration.ofSeconds(2);

  private RunningApi api = RunningApi.withoutWorker(SHORT);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void passesOnTheWorkflowsRejection() {
    var account = api.account(2, false);
    var bothReceived = new CyclicBarrier(2);
    api.startWorker(
        new StubActivities(api.database) {
          @Override
          public Admission admitBatch(UUID enrichmentId) {
            await(bothReceived);
            return super.admitBatch(enrichmentId);
          }
        });

    var other = CompletableFuture.supplyAsync(() -> api.bulk(account, Bodies.bulk("email", 2)));
    var answers = List.of(api.bulk(account, Bodies.bulk("email", 2)), other.join());

    assertThat(answers).extracting(RunningApi.Answer::status).containsExactlyInAnyOrder(202, 422);
    var refused = answers.stream().filter(answer -> answer.status() == 422).findFirst().get();
    assertThat(refused.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:insufficient-credits");
    assertThat(refused.body().get("required").intValue()).isEqualTo(2);
    assertThat(refused.body().get("available").intValue()).isZero();
    assertThat(api.count(account, "ACCEPTED")).isEqualTo(1);
    assertThat(api.count(account, "REJECTED")).isEqualTo(1);
  }

  @Test
  void neverRunsABatchThatNobodyTookUpInTime() {
    var account = api.account(2, false);
    var refused = api.bulk(account, Bodies.bulk("email", 2));

    assertUnavailable(refused);
    assertThat(api.count(account, "ABANDONED")).isEqualTo(1);
    var abandoned = abandonedId(account);

    api.startWorker(new StubActivities(api.database));
    var totals =
        api.temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(BulkEnrichmentWorkflow.workflowId(abandoned))
            .getResult(EnrichmentTotals.class);
    assertThat(totals).isEqualTo(EnrichmentTotals.NONE);
    assertThat(api.balance(account).available()).isEqualTo(2);
    assertThat(api.balance(account).held()).isZero();

    var accepted = api.bulk(account, Bodies.bulk("email", 2));
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(api.count(account, "ACCEPTED")).isEqualTo(1);
    assertThat(holds(account)).isEqualTo(1);
  }

  @Test
  void acceptsABatchThatWasDecidedOnThoughTheAnswerGotLost() {
    var account = api.account(2, false);
    var release = new CountDownLatch(1);
    api.startWorker(
        new StubActivities(api.database) {
          @Override
          public Admission admitBatch(UUID enrichmentId) {
            var admission = super.admitBatch(enrichmentId);
            await(release);
            return admission;
          }
        });
    try {
      assertThat(api.bulk(account, Bodies.bulk("email", 2)).status()).isEqualTo(202);
      assertThat(api.balance(account).held()).isEqualTo(2);
    } finally {
      release.countDown();
    }
  }

  @Test
  void answersUnavailableWhileTemporalIsDown() {
    var account = api.account(2, false);
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    var starter = api.starter(WorkflowClient.newInstance(stubs), SHORT);
    try (var alone = EnrichmentApi.create(api.parts(starter, null)).start(0)) {
      var answer =
          api.send(
              alone.port(),
              "POST",
              "/api/v2/contacts/bulk_enrich",
              BodyPublishers.ofString(Bodies.bulk("email", 2)),
              "X-API-KEY",
              account.key().secret());
      assertUnavailable(answer);
      assertThat(api.count(account, "ABANDONED")).isEqualTo(1);
    } finally {
      stubs.shutdownNow();
    }
  }

  @Test
  void startsUnfinishedEnrichmentsAgain() throws InterruptedException {
    var account = api.account(3, false);
    var activities = new StubActivities(api.database);
    var body = Bodies.bulk("email", 2);
    // Accepted in PostgreSQL, and unknown to Temporal: as after the loss of Temporal's data.
    var bulk = receive(account, EnrichmentKind.BULK, 2);
    var single = receive(account, EnrichmentKind.SINGLE, 1);
    activities.admitBatch(bulk);
    activities.admitBatch(single);
    assertThat(api.balance(account).held()).isEqualTo(3);

    assertThat(api.unfinished()).isEqualTo(2);
    api.restartUnfinished();
    // While they run.
    api.restartUnfinished();
    api.startWorker(activities);
    while (api.unfinished() > 0) {
      Thread.sleep(50);
    }
    assertThat(api.balance(account).available()).isEqualTo(3);
    assertThat(api.balance(account).held()).isZero();
    assertThat(api.bulk(account, body).status()).isEqualTo(202);
  }

  private UUID receive(RunningApi.TestAccount account, EnrichmentKind kind, int contacts) {
    var id = UUID.randomUUID();
    api.enrichments.receive(
        new NewEnrichment(
            id,
            account.id(),
            kind,
            EnrichmentType.EMAIL,
            List.of(),
            null,
            List.of(WebhookEvent.CONTACT_FINISHED),
            Stream.generate(
                    () ->
                        new NewContact(
                            UUID.randomUUID(), "Ada", "L", "a.example", null, null, null))
                .limit(contacts)
                .toList()),
        Duration.ofSeconds(10));
    return id;
  }

  private UUID abandonedId(RunningApi.TestAccount account) {
    return TestDatabase.jdbi(api.database)
        .withHandle(
            handle ->
                handle
                    .createQuery("select enrichment_id from enrichment where account_id = :id")
                    .bind("id", account.id())
                    .mapTo(UUID.class)
                    .one());
  }

  private int holds(RunningApi.TestAccount account) {
    return TestDatabase.jdbi(api.database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from credit_entry"
                            + " where account_id = :id and kind = 'hold'")
                    .bind("id", account.id())
                    .mapTo(int.class)
                    .one());
  }

  private static void assertUnavailable(RunningApi.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:unavailable");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
