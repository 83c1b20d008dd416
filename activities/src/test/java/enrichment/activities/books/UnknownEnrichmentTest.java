package enrichment.activities.books;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.activities.lookups.LookupFixture;
import enrichment.activities.lookups.StubProvider;
import enrichment.activities.lookups.Waterfall;
import enrichment.activities.webhooks.WebhookFixture;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.ProviderStep;
import enrichment.domain.Rejection.Reason;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Settlements;
import enrichment.store.enrichments.Turns;
import enrichment.store.privacy.Erasures;
import enrichment.store.sql.Database;
import enrichment.workflows.CreditActivities;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import enrichment.workflows.ResolutionInput;
import enrichment.workflows.SettlementInput;
import enrichment.workflows.TurnActivities;
import enrichment.workflows.VerificationInput;
import enrichment.workflows.steps.FailureTypes;
import enrichment.workflows.webhooks.RedeliveryStep;
import enrichment.workflows.webhooks.WebhookActivities;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activity about an enrichment, where PostgreSQL was restored to a state before that: the
 * workflow ends. Not so for one that is erased, or while the database is away.
 */
@TestInstance(Lifecycle.PER_CLASS)
class UnknownEnrichmentTest {

  private static final List<Class<?>> ABOUT_ENRICHMENTS =
      List.of(
          CreditActivities.class,
          LookupActivities.class,
          TurnActivities.class,
          WebhookActivities.class);

  /** The one answers that it is abandoned; the other is about a sample, which is swept up. */
  private static final Set<String> END_OTHERWISE = Set.of("admitBatch", "postSampleWebhook");

  private final StubProvider provider = new StubProvider("vendor");
  private final LookupFixture lookups = LookupFixture.of(provider);
  private final WebhookFixture webhooks = WebhookFixture.create();

  static Stream<Method> activities() {
    return ABOUT_ENRICHMENTS.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !END_OTHERWISE.contains(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("activities")
  void endsTheWorkflowOfWhatThereIsNot(Method activity) {
    var failure = call(activity, new ContactKey(UUID.randomUUID(), 0), UUID.randomUUID());

    assertThat(failure).isInstanceOf(ApplicationFailure.class);
    assertThat(((ApplicationFailure) failure).getType()).isEqualTo(FailureTypes.ENRICHMENT_UNKNOWN);
    assertThat(((ApplicationFailure) failure).isNonRetryable()).isTrue();
    assertThat(failure).hasMessageContaining("restored to a state before it");
    assertThat(provider.calls()).isZero();
  }

  /** An erased contact keeps its row, and so does a message. */
  @Test
  void goesOnWithOneThatIsErased() {
    var contact = webhooks.settled("http://127.0.0.1:9/");
    var message = webhooks.deliveries.find(contact).orElseThrow();
    new Erasures(webhooks.database).eraseContact(message.accountId(), message.messageId());
    new Erasures(lookups.database)
        .eraseContact(lookups.account, lookups.enrichment.contacts().getFirst().contactId());

    activities()
        .forEach(
            activity -> {
              var erased =
                  activity.getDeclaringClass() == WebhookActivities.class
                      ? contact
                      : lookups.contact(0);
              assertThat(call(activity, erased, message.messageId()))
                  .as(activity.getName())
                  .isNull();
            });
    assertThat(provider.calls()).isZero();
  }

  @Test
  void isTriedAgainWhileTheDatabaseIsAway() {
    var away = new UnknownEnrichmentTest();
    away.lookups.database.close();
    away.webhooks.database.close();

    activities()
        .forEach(
            activity ->
                assertThat(
                        away.call(
                            activity, new ContactKey(UUID.randomUUID(), 0), UUID.randomUUID()))
                    .as(activity.getName())
                    .isNotNull()
                    .isNotInstanceOf(ApplicationFailure.class)
                    .hasRootCauseInstanceOf(SQLException.class));
  }

  @Test
  void anAdmissionOfWhatThereIsNotIsRefused() {
    var refused = credits(lookups.database).admitBatch(UUID.randomUUID());
    assertThat(refused.rejection().reason()).isEqualTo(Reason.ABANDONED);
  }

  private Throwable call(Method activity, ContactKey contact, UUID messageId) {
    var step = ProviderStep.of(provider.name(), Duration.ofSeconds(5));
    var arguments =
        Map.<Class<?>, Object>of(
            UUID.class, contact.enrichmentId(),
            ContactKey.class, contact,
            SettlementInput.class, new SettlementInput(contact, ContactOutcome.FAILED),
            LookupInput.class, new LookupInput(contact, step, true, false, false),
            VerificationInput.class, new VerificationInput(contact, step, "finder", true),
            ResolutionInput.class, new ResolutionInput(contact, step),
            RedeliveryStep.class, new RedeliveryStep(UUID.randomUUID(), messageId));
    var argument = arguments.get(activity.getParameterTypes()[0]);
    try {
      activity.invoke(target(activity.getDeclaringClass()), argument);
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private Object target(Class<?> type) {
    if (type == CreditActivities.class) {
      return credits(lookups.database);
    }
    if (type == TurnActivities.class) {
      return new JdbiTurnActivities(new Turns(lookups.database));
    }
    return type == LookupActivities.class ? lookups.activities : webhooks.activities;
  }

  private static JdbiCreditActivities credits(Database database) {
    return new JdbiCreditActivities(
        Waterfall.of(),
        new Admissions(database),
        new Settlements(database),
        new SimpleMeterRegistry());
  }
}
