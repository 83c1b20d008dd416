package enrichment.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import enrichment.api.http.Json;
import enrichment.api.http.RateLimits;
import enrichment.api.http.Routes.Route;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.api.temporal.MaintenanceStarter;
import enrichment.api.temporal.WebUi;
import enrichment.api.temporal.WebhookStarter;
import enrichment.domain.AddressPolicy;
import enrichment.domain.Unfinished;
import enrichment.observability.tracing.Tracing;
import enrichment.store.TestDatabase;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditBalance;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.store.enrichments.UnfinishedEnrichments.Key;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.temporal.EnrichmentWorkflows;
import enrichment.temporal.MaintenanceWorkflows;
import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.maintenance.ReconciliationWorkflowImpl;
import enrichment.workflows.maintenance.RetentionWorkflowImpl;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflowImpl;
import enrichment.workflows.webhooks.WebhookTestWorkflowImpl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API over a real PostgreSQL and Temporal's test server, and a client of it. */
final class RunningApi implements AutoCloseable {

  static final String ADMIN_TOKEN = "operator";

  static final RateLimits.Settings UNLIMITED = new RateLimits.Settings(0, 0);
  private static final AddressPolicy ONLY_PUBLIC = AddressPolicy.allowing(List.of());

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Database database = TestDatabase.create();
  final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  final Enrichments enrichments = new Enrichments(database);
  final CreditLedger ledger = new CreditLedger(database);
  final EnrichmentStarter starter;

  private final EnrichmentApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  /** An answer, its body read as JSON; missing when there is none. */
  record Answer(HttpResponse<String> response, JsonNode body) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private RunningApi(Duration decisionTimeout) {
    starter = starter(temporal.getWorkflowClient(), decisionTimeout);
    api = EnrichmentApi.create(parts(starter, ADMIN_TOKEN)).start(0);
  }

  /** Nobody works yet. */
  static RunningApi withoutWorker(Duration decisionTimeout) {
    return new RunningApi(decisionTimeout);
  }

  static RunningApi withWorker() {
    var running = new RunningApi(EnrichmentStarter.DECISION_TIMEOUT);
    running.startWorker(new StubActivities(running.database));
    return running;
  }

  ApiParts parts(EnrichmentStarter starter, @Nullable String adminToken) {
    return parts(starter, adminToken, Readiness.of(database, temporal.getWorkflowClient()));
  }

  /** Without an admin API. */
  ApiParts parts(RateLimits.Settings limits) {
    return parts(starter, null, Readiness.of(database, temporal.getWorkflowClient()), limits);
  }

  /** Without an admin API. */
  ApiParts parts(Readiness readiness) {
    return parts(starter, null, readiness);
  }

  private ApiParts parts(
      EnrichmentStarter starter, @Nullable String adminToken, Readiness readiness) {
    return parts(starter, adminToken, readiness, UNLIMITED);
  }

  private ApiParts parts(
      EnrichmentStarter starter,
      @Nullable String adminToken,
      Readiness readiness,
      RateLimits.Settings limits) {
    return new ApiParts(
        database,
        starter,
        new WebhookStarter(temporal.getWorkflowClient()),
        new MaintenanceStarter(new MaintenanceWorkflows(temporal.getWorkflowClient())),
        readiness,
        new WebUi("http://ui.example", "default"),
        new ApiSettings(ONLY_PUBLIC, adminToken, limits),
        metrics,
        Tracing.OFF);
  }

  EnrichmentStarter starter(WorkflowClient client, Duration decisionTimeout) {
    return new EnrichmentStarter(
        new EnrichmentWorkflows(client), new Admissions(database), decisionTimeout);
  }

  /** As the reconciliation does. */
  void restartUnfinished() {
    var workflows = new EnrichmentWorkflows(temporal.getWorkflowClient());
    var unfinished = new UnfinishedEnrichments(database);
    var open = unfinished.page(Unfinished.OPEN, null, Integer.MAX_VALUE);
    unfinished.read(open.stream().map(Key::enrichmentId).toList()).forEach(workflows::start);
  }

  /** How many enrichments need a workflow. */
  int unfinished() {
    return new UnfinishedEnrichments(database).count();
  }

  void startWorker(StubActivities activities) {
    for (var queue : List.of(TaskQueues.ADMISSION, TaskQueues.ENRICHMENT)) {
      var worker = temporal.newWorker(queue);
      worker.registerWorkflowImplementationTypes(
          BulkEnrichmentWorkflowImpl.class,
          ContactEnrichmentWorkflowImpl.class,
          ReconciliationWorkflowImpl.class,
          RetentionWorkflowImpl.class,
          WebhookRedeliveryWorkflowImpl.class,
          WebhookTestWorkflowImpl.class);
      worker.registerActivitiesImplementations(activities);
    }
    temporal.newWorker(TaskQueues.WEBHOOKS).registerActivitiesImplementations(activities);
    temporal.start();
  }

  List<Route> routes() {
    return api.routes();
  }

  int port() {
    return api.port();
  }

  /** PostgreSQL closes every connection of this API, and takes no more. */
  void cutOffDatabase() {
    var name =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle.createQuery("select current_database()").mapTo(String.class).one());
    try (var elsewhere = TestDatabase.create()) {
      TestDatabase.jdbi(elsewhere)
          .useHandle(
              handle -> {
                handle.execute("alter database " + name + " with allow_connections false");
                handle
                    .createQuery(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                            + " where datname = :name")
                    .bind("name", name)
                    .mapTo(int.class)
                    .one();
              });
    }
  }

  /** A new account. */
  TestAccount account(long credits, boolean consent, String... phoneCountryCodes) {
    var id = Ids.next();
    var key = ApiKey.generate();
    new Accounts(database)
        .create(new Account(id, "Test", consent, List.of(phoneCountryCodes)), key);
    if (credits > 0) {
      ledger.grant(id, credits, "opening");
    }
    return new TestAccount(id, key);
  }

  record TestAccount(UUID id, ApiKey key) {}

  CreditBalance balance(TestAccount account) {
    return ledger.balance(account.id());
  }

  /** The ids of an enrichment's contacts, in their order. */
  List<UUID> contactIds(UUID enrichmentId) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select contact_id from contact where enrichment_id = :id order by position")
                    .bind("id", enrichmentId)
                    .mapTo(UUID.class)
                    .list());
  }

  /** How many enrichments of the account are in this state. */
  int count(TestAccount account, String state) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from enrichment where account_id = :id and state = :state")
                    .bind("id", account.id())
                    .bind("state", state)
                    .mapTo(int.class)
                    .one());
  }

  /** How many enrichments of the account are there at all. */
  int count(TestAccount account) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from enrichment where account_id = :id")
                    .bind("id", account.id())
                    .mapTo(int.class)
                    .one());
  }

  /** Where the account's only enrichment is to be delivered. */
  String webhookUrl(TestAccount account) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle ->
                handle
                    .createQuery("select webhook_url from enrichment where account_id = :id")
                    .bind("id", account.id())
                    .mapTo(String.class)
                    .one());
  }

  Answer post(TestAccount account, String path, String body) {
    return send("POST", path, BodyPublishers.ofString(body), "X-API-KEY", account.key().secret());
  }

  /** With an idempotency key. */
  Answer post(TestAccount account, String path, String body, String key) {
    return post(port(), account, path, body, key);
  }

  Answer post(int port, TestAccount account, String path, String body, String key) {
    return send(
        port,
        "POST",
        path,
        BodyPublishers.ofString(body),
        "X-API-KEY",
        account.key().secret(),
        "Idempotency-Key",
        key);
  }

  Answer bulk(TestAccount account, String body) {
    return post(account, "/api/v2/contacts/bulk_enrich", body);
  }

  Answer send(TestAccount account, String method, String path, String body) {
    return send(method, path, BodyPublishers.ofString(body), "X-API-KEY", account.key().secret());
  }

  /** As the operator. */
  Answer admin(String method, String path, String body) {
    return send(
        method, path, BodyPublishers.ofString(body), "Authorization", "Bearer " + ADMIN_TOKEN);
  }

  Answer get(TestAccount account, String path) {
    return send("GET", path, BodyPublishers.noBody(), "X-API-KEY", account.key().secret());
  }

  Answer delete(TestAccount account, String path) {
    return send("DELETE", path, BodyPublishers.noBody(), "X-API-KEY", account.key().secret());
  }

  Answer postAsOperator(String path, String body) {
    return send(
        "POST", path, BodyPublishers.ofString(body), "Authorization", "Bearer " + ADMIN_TOKEN);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    return send(api.port(), method, path, body, headers);
  }

  /**
   * Sends a request, and holds the answer against the contract.
   *
   * @throws AssertionError when the contract does not know such an answer
   */
  Answer send(int port, String method, String path, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      AnswerCheck.check(method, response.uri(), response);
      return new Answer(response, json(response));
    } catch (IOException e) {
      throw new AssertionError("No answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    var isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
    return isJson ? Json.MAPPER.readTree(response.body()) : MissingNode.getInstance();
  }

  @Override
  public void close() {
    api.close();
    client.close();
    temporal.close();
    database.close();
  }
}
