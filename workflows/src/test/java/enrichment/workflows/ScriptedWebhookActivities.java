package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.workflows.steps.FailureTypes;
import enrichment.workflows.webhooks.RedeliveryStep;
import enrichment.workflows.webhooks.WebhookActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** A receiver that answers by a script; without one, it takes every message. */
final class ScriptedWebhookActivities implements WebhookActivities {

  enum Answer {
    ACCEPTED,
    /** The attempt fails, and another is due later: by {@link #RETRY_DELAY}, usually. */
    UNAVAILABLE,
    /** The last attempt of the schedule has failed. */
    EXHAUSTED,
    /** 410 Gone. */
    GONE,
    /** The database does not know the enrichment. */
    UNKNOWN
  }

  static final Duration RETRY_DELAY = Duration.ofHours(1);

  private final InMemoryCreditActivities credits;
  private final LongSupplier clock;
  private final Duration retryDelay;
  private final Map<Integer, Queue<Answer>> scripts = new HashMap<>();
  private final Map<Integer, List<Long>> attempts = new HashMap<>();
  private final Map<Integer, ContactOutcome> delivered = new HashMap<>();
  private final List<UUID> told = new ArrayList<>();
  private final List<UUID> reposted = new ArrayList<>();
  private final Set<UUID> unreachable = new HashSet<>();
  private final List<UUID> samples = new ArrayList<>();
  private boolean forgotten;

  /**
   * @param clock the server's time in milliseconds, skipped or not
   */
  ScriptedWebhookActivities(InMemoryCreditActivities credits, LongSupplier clock) {
    this(credits, clock, RETRY_DELAY);
  }

  /**
   * @param retryDelay when another attempt is due after one that failed
   */
  ScriptedWebhookActivities(
      InMemoryCreditActivities credits, LongSupplier clock, Duration retryDelay) {
    this.credits = credits;
    this.clock = clock;
    this.retryDelay = retryDelay;
  }

  /** How the messages of a contact are received; the last answer is repeated. */
  synchronized void script(int position, Answer... answers) {
    scripts.put(position, new ArrayDeque<>(List.of(answers)));
  }

  @Override
  public synchronized void postWebhook(ContactKey contact) {
    var position = contact.position();
    if (delivered.containsKey(position)) {
      return;
    }
    attempts.computeIfAbsent(position, key -> new ArrayList<>()).add(clock.getAsLong());
    switch (next(position)) {
      case ACCEPTED -> delivered.put(position, credits.outcome(contact));
      case UNAVAILABLE ->
          throw StacklessFailures.retryableAfter(
              retryDelay, "503", FailureTypes.WEBHOOK_NOT_DELIVERED);
      case EXHAUSTED -> throw StacklessFailures.nonRetryable("503", FailureTypes.WEBHOOK_EXHAUSTED);
      case GONE -> throw StacklessFailures.nonRetryable("410", FailureTypes.WEBHOOK_GONE);
      case UNKNOWN -> throw unknown();
    }
  }

  @Override
  public synchronized void postFinishedWebhook(UUID enrichmentId) {
    told.add(enrichmentId);
    if (forgotten) {
      throw unknown();
    }
  }

  @Override
  public synchronized void repostWebhook(RedeliveryStep step) {
    reposted.add(step.messageId());
    if (forgotten) {
      throw unknown();
    }
    if (unreachable.contains(step.messageId())) {
      throw StacklessFailures.nonRetryable("503", FailureTypes.WEBHOOK_EXHAUSTED);
    }
  }

  private static ApplicationFailure unknown() {
    return StacklessFailures.nonRetryable("unknown", FailureTypes.ENRICHMENT_UNKNOWN);
  }

  @Override
  public synchronized void postSampleWebhook(UUID testId) {
    samples.add(testId);
  }

  private Answer next(int position) {
    var script = scripts.get(position);
    if (script == null) {
      return Answer.ACCEPTED;
    }
    return script.size() > 1 ? script.remove() : script.element();
  }

  /** When each message about a contact was sent, in milliseconds of the server's time. */
  synchronized List<Long> attempts(int position) {
    return List.copyOf(attempts.getOrDefault(position, List.of()));
  }

  synchronized int attempts() {
    return attempts.values().stream().mapToInt(List::size).sum();
  }

  /** The outcome that the receiver was told, by position. */
  synchronized Map<Integer, ContactOutcome> delivered() {
    return Map.copyOf(delivered);
  }

  /** The enrichments of which a receiver was told that all contacts are final. */
  synchronized List<UUID> told() {
    return List.copyOf(told);
  }

  /** Has every further attempt at a message fail for good. */
  synchronized void willNotTake(UUID messageId) {
    unreachable.add(messageId);
  }

  /** The database was restored to before there was anything to tell. */
  synchronized void forgetsEverything() {
    forgotten = true;
  }

  synchronized List<UUID> reposted() {
    return List.copyOf(reposted);
  }

  synchronized List<UUID> samples() {
    return List.copyOf(samples);
  }
}
