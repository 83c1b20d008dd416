package enrichment.temporal;

import enrichment.workflows.webui.EnrichmentAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that Temporal knows the search attributes, and knows whether it does. Nobody waits for
 * that: as long as it does not, workflows are started without them. Several processes may do this
 * at once.
 */
final class AttributeRegistration {

  /** After an attempt, whatever has become of it; servers pass on news of attributes so slowly. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final String TYPE_PREFIX = "INDEXED_VALUE_TYPE_";
  private static final Logger LOG = LoggerFactory.getLogger(AttributeRegistration.class);

  private final WorkflowClient client;
  private final Duration interval;
  private volatile boolean registered;
  private long nextAttempt = System.nanoTime();
  private CompletableFuture<Void> latestAttempt = CompletableFuture.completedFuture(null);
  private @Nullable String complaint;

  AttributeRegistration(WorkflowClient client) {
    this(client, INTERVAL);
  }

  /**
   * @param interval from one attempt to the next, where they do not succeed
   */
  AttributeRegistration(WorkflowClient client, Duration interval) {
    this.client = client;
    this.interval = interval;
  }

  /** Whether the server knows them, as far as is known. Has that looked into where it does not. */
  boolean isDone() {
    var known = registered;
    if (!known) {
      attemptWhenDue();
    }
    return known;
  }

  /** The same for somebody who can wait until it has been looked into. */
  boolean isDoneByNow() {
    if (!isDone()) {
      latestAttempt().join();
    }
    return registered;
  }

  /**
   * Whether a start has failed since the server does not know an attribute, after all: it has lost
   * its data, say.
   */
  boolean isLost(RuntimeException failure) {
    var lost = causes(failure).anyMatch(AttributeRegistration::isOfAnAttribute);
    if (lost) {
      registered = false;
    }
    return lost;
  }

  /** The one sign that all servers have in common: they name what they complain of. */
  private static boolean isOfAnAttribute(Throwable cause) {
    return cause instanceof StatusRuntimeException refused
        && refused.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
        && String.valueOf(refused.getMessage())
            .toLowerCase(Locale.ROOT)
            .contains("search attribute");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private synchronized void attemptWhenDue() {
    var now = System.nanoTime();
    if (now - nextAttempt >= 0) {
      nextAttempt = now + interval.toNanos();
      latestAttempt = CompletableFuture.runAsync(this::attempt, Thread::startVirtualThread);
    }
  }

  private synchronized CompletableFuture<Void> latestAttempt() {
    return latestAttempt;
  }

  private void attempt() {
    var options = client.getWorkflowServiceStubs().getOptions();
    var operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(options).validateAndBuildWithDefaults());
    try {
      register(operator);
    } catch (StatusRuntimeException e) {
      complain(e.getStatus().getCode().name());
    } catch (RuntimeException e) {
      complain(e.getClass().getName());
    } finally {
      operator.shutdownNow();
    }
  }

  private void register(OperatorServiceStubs operator) {
    var known = known(operator);
    if (known == null) {
      EnrichmentAttributes.KEYS.forEach(
          key -> add(operator, Map.of(key.getName(), key.getValueType())));
      registered = true;
      return;
    }
    var missing = missing(known);
    if (!missing.isEmpty()) {
      add(operator, missing);
      known = known(operator);
    }
    var others = ofAnotherType(known);
    if (!others.isEmpty()) {
      complain(others + " has another type");
    } else {
      registered = missing(known).isEmpty();
    }
  }

  /** Null where the server does not tell: the in-process one has no list of them. */
  private @Nullable Map<String, IndexedValueType> known(OperatorServiceStubs operator) {
    try {
      return operator
          .blockingStub()
          .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace()).build())
          .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return null;
      }
      throw e;
    }
  }

  private static Map<String, IndexedValueType> missing(Map<String, IndexedValueType> known) {
    var missing = new HashMap<String, IndexedValueType>();
    EnrichmentAttributes.KEYS.forEach(key -> missing.put(key.getName(), key.getValueType()));
    missing.keySet().removeAll(known.keySet());
    return missing;
  }

  private static String ofAnotherType(Map<String, IndexedValueType> known) {
    return EnrichmentAttributes.KEYS.stream()
        .filter(key -> known.containsKey(key.getName()))
        .filter(key -> known.get(key.getName()) != key.getValueType())
        .map(SearchAttributeKey::getName)
        .collect(Collectors.joining(", "));
  }

  private void add(OperatorServiceStubs operator, Map<String, IndexedValueType> missing) {
    try {
      operator
          .blockingStub()
          .withDeadlineAfter(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace())
                  .putAllSearchAttributes(missing)
                  .build());
    } catch (StatusRuntimeException e) {
      // Another process was faster; what of it is there is looked up afterwards.
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** Once for each reason: this is tried again and again. */
  private synchronized void complain(String reason) {
    if (!reason.equals(complaint)) {
      complaint = reason;
      LOG.atWarn()
          .addKeyValue("reason", reason)
          .addKeyValue("without", "workflows are started without search attributes until then")
          .addKeyValue("command", command(namespace()))
          .log("temporal.search_attributes.missing");
    }
  }

  /** What creates them by hand. */
  static String command(String namespace) {
    return EnrichmentAttributes.KEYS.stream()
        .map(key -> " --name %s --type %s".formatted(key.getName(), typeName(key)))
        .collect(
            Collectors.joining(
                "", "temporal operator search-attribute create --namespace " + namespace, ""));
  }

  /** As the command line has it: {@code KeywordList}. */
  private static String typeName(SearchAttributeKey<?> key) {
    var words = key.getValueType().name().substring(TYPE_PREFIX.length()).split("_");
    return Stream.of(words)
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }
}
