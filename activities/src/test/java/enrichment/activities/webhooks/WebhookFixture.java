package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.domain.AddressPolicy;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookEvent;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryLog;
import enrichment.store.webhooks.DeliveryReport;
import enrichment.store.webhooks.WebhookTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Contacts whose results are to be delivered, and the activities that deliver them. */
public final class WebhookFixture implements AutoCloseable {

  static final String CUSTOM = "{\"crm_id\": \"4447901\", \"score\": 1.10, \"né\": null}";
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final RandomGenerator WITHOUT_JITTER = () -> 0;

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  public final Database database;
  public final Deliveries deliveries;
  public final HttpWebhookActivities activities;

  private final WebhookClient client;
  private final UUID account;

  private WebhookFixture(
      Database database, int postsPerHost, RandomGenerator random, InstantSource clock) {
    this.database = database;
    this.deliveries = new Deliveries(database);
    this.account = Requests.account(database, 10_000);
    this.client = new WebhookClient(AddressPolicy.allowing(List.of("127.0.0.0/8")), 100, DEADLINE);
    this.activities =
        new HttpWebhookActivities(
            deliveries, new WebhookTests(database), client, postsPerHost, random, clock, metrics);
  }

  public static WebhookFixture create() {
    return create(10);
  }

  static WebhookFixture create(int postsPerHost) {
    return new WebhookFixture(
        TestDatabase.create(), postsPerHost, WITHOUT_JITTER, InstantSource.fixed(NOW));
  }

  /** In real time, or another, and with jitter. */
  static WebhookFixture at(InstantSource clock, Database database) {
    return new WebhookFixture(database, 10, new SecureRandom(), clock);
  }

  /** Another worker on the same database. */
  WebhookFixture anotherWorker() {
    return new WebhookFixture(database, 10, WITHOUT_JITTER, InstantSource.fixed(NOW));
  }

  /** A contact that has ended, whose result is to be POSTed there. */
  public ContactKey settled(String url) {
    return settled(url, 1).getFirst();
  }

  /** Contacts of one enrichment. */
  List<ContactKey> settled(String url, int contacts) {
    return settled(url, account, contacts);
  }

  /** Of another account. */
  ContactKey settledOfSomebodyElse(String url) {
    return settled(url, Requests.account(database, 1), 1).getFirst();
  }

  private List<ContactKey> settled(String url, UUID accountId, int count) {
    var contacts =
        IntStream.range(0, count)
            .mapToObj(
                position ->
                    new NewContact(Ids.next(), "Zoë", "Łącka", "a.example", null, null, CUSTOM))
            .toList();
    return settled(admitted(url, accountId, contacts, List.of(WebhookEvent.CONTACT_FINISHED)));
  }

  List<ContactKey> settled(NewEnrichment enrichment) {
    var keys = contacts(enrichment);
    keys.forEach(key -> new Settlements(database).settle(key, ContactOutcome.NOT_FOUND));
    return keys;
  }

  NewEnrichment admitted(String url, List<NewContact> contacts, WebhookEvent... events) {
    return admitted(url, account, contacts, List.of(events));
  }

  private NewEnrichment admitted(
      String url, UUID accountId, List<NewContact> contacts, List<WebhookEvent> events) {
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            accountId,
            EnrichmentKind.BULK,
            EnrichmentType.EMAIL,
            List.of(),
            url,
            events,
            contacts);
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    return enrichment;
  }

  static List<ContactKey> contacts(NewEnrichment enrichment) {
    return IntStream.range(0, enrichment.contacts().size())
        .mapToObj(position -> new ContactKey(enrichment.enrichmentId(), position))
        .toList();
  }

  /** Attempts a delivery, now, that does not succeed. */
  ApplicationFailure fail(ContactKey contact) {
    makeDue();
    return catchThrowableOfType(ApplicationFailure.class, () -> activities.postWebhook(contact));
  }

  /** As if the next attempt of every message were due. */
  void makeDue() {
    execute("update delivery set next_attempt_at = null");
  }

  void execute(String sql) {
    TestDatabase.jdbi(database).useHandle(handle -> handle.execute(sql));
  }

  /** The message's delivery, with every attempt. */
  DeliveryReport report(ContactKey contact) {
    var message = deliveries.find(contact).orElseThrow();
    return new DeliveryLog(database)
        .ofContact(message.accountId(), message.messageId())
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
  }
}
