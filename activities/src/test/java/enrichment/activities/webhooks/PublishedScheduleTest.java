package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.activities.books.JdbiCreditActivities;
import enrichment.activities.lookups.Waterfall;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentType;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Settlements;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryState;
import enrichment.workflows.ContactEnrichmentInput;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.CreditActivities;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webhooks.WebhookActivities;
import enrichment.workflows.webhooks.WebhookOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The schedule as docs/webhooks.md publishes it, kept over three days that are skipped. */
@Timeout(60)
class PublishedScheduleTest {

  private static final List<Duration> PUBLISHED =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final Duration TWO_HOURS = Duration.ofHours(2);

  /** Between the moment that an attempt is due and its POST, on a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final Pattern TIMESTAMP = Pattern.compile("webhook-timestamp: ([0-9]+)");

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final SkippedTime time = new SkippedTime(temporal::currentTimeMillis);
  private final WebhookFixture webhooks = WebhookFixture.at(time.clock(), time.database());
  private final List<Instant> attempts = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    webhooks.close();
    temporal.close();
  }

  @Test
  void attemptsAreMadeWhenThePublishedScheduleSaysSo() throws IOException {
    try (var receiver = StubReceiver.start(answering(500))) {
      var contact = webhooks.settled(receiver.url());

      assertThat(deliver(contact)).isEqualTo(WebhookOutcome.UNDELIVERABLE);

      assertGaps(PUBLISHED);
      assertThat(Duration.between(attempts.getFirst(), attempts.getLast()))
          .isGreaterThan(Duration.ofDays(3));
      assertThat(receiver.requests().stream().map(PublishedScheduleTest::timestamp))
          .as("each signature is of its attempt's time")
          .zipSatisfy(
              attempts,
              (timestamp, attempt) ->
                  assertThat(Duration.between(timestamp, attempt)).isLessThan(SLACK));
      var report = webhooks.report(contact);
      assertThat(report.state()).isEqualTo(DeliveryState.EXHAUSTED);
      assertThat(report.nextAttemptAt()).isNull();
      assertThat(report.attempts())
          .hasSize(10)
          .extracting(DeliveryAttempt::status)
          .containsOnly(500);
    }
  }

  @Test
  void aReceiverCanAskForLongerDelaysButForNoShorterOnes() throws IOException {
    try (var receiver = StubReceiver.start(answering(503, "Retry-After: 7200"))) {
      deliver(webhooks.settled(receiver.url()));
      assertGaps(
          PUBLISHED.stream()
              .map(delay -> delay.compareTo(TWO_HOURS) < 0 ? TWO_HOURS : delay)
              .toList());
    }
  }

  @Test
  void deliversInTheMiddleOfTheScheduleAndStops() throws IOException {
    try (var receiver = StubReceiver.start(StubReceiver.status(500))) {
      receiver.willAnswer(
          connection -> {
            attempts.add(now());
            StubReceiver.status(attempts.size() < 4 ? 500 : 200).answer(connection);
          });
      var contact = webhooks.settled(receiver.url());
      assertThat(deliver(contact)).isEqualTo(WebhookOutcome.DELIVERED);
      assertGaps(PUBLISHED.subList(0, 3));
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  /** Notes the time of each attempt, and answers with a status. */
  private StubReceiver.Script answering(int status, String... headers) {
    StubReceiver.Script note = connection -> attempts.add(now());
    return note.then(StubReceiver.status(status, headers));
  }

  /** Each as long as the schedule says, or up to a tenth longer. */
  private void assertGaps(List<Duration> expected) {
    var gaps = new ArrayList<Duration>();
    for (var i = 1; i < attempts.size(); i++) {
      gaps.add(Duration.between(attempts.get(i - 1), attempts.get(i)));
    }
    assertThat(gaps)
        .zipSatisfy(
            expected,
            (gap, delay) ->
                assertThat(gap)
                    .isBetween(
                        delay.minus(Duration.ofMillis(100)),
                        delay.plus(delay.dividedBy(10)).plus(SLACK)))
        .hasSameSizeAs(expected);
  }

  private static Instant timestamp(String request) {
    var matcher = TIMESTAMP.matcher(request);
    assertThat(matcher.find()).isTrue();
    return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
  }

  /** Runs the contact's workflow to its end. */
  private WebhookOutcome deliver(ContactKey contact) {
    var worker = temporal.newWorker(TaskQueues.ENRICHMENT);
    worker.registerWorkflowImplementationTypes(ContactEnrichmentWorkflowImpl.class);
    worker.registerActivitiesImplementations(credits());
    temporal.newWorker(TaskQueues.WEBHOOKS).registerActivitiesImplementations(onTime());
    temporal.start();
    var workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                ContactEnrichmentWorkflow.class,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.ENRICHMENT).build());
    var plan =
        new EnrichmentPlan(
            EnrichmentType.EMAIL, 1, true, List.of(), false, List.of(), List.of(), Set.of());
    return workflow
        .enrich(new ContactEnrichmentInput(contact, plan, ContactOutcome.NOT_FOUND))
        .webhook();
  }

  private CreditActivities credits() {
    return new JdbiCreditActivities(
        Waterfall.of(),
        new Admissions(webhooks.database),
        new Settlements(webhooks.database),
        new SimpleMeterRegistry());
  }

  /** The real activity, in a database whose clock has come along. */
  private WebhookActivities onTime() {
    return (WebhookActivities)
        Proxy.newProxyInstance(
            WebhookActivities.class.getClassLoader(),
            new Class<?>[] {WebhookActivities.class},
            (proxy, method, arguments) -> {
              time.arrive();
              try {
                return method.invoke(webhooks.activities, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
