package enrichment.activities.webhooks;

import enrichment.domain.AddressPolicy;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.WebhookTests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hc.core5.pool.PoolStats;

/**
 * Sends many POSTs, each on a virtual thread, in a process of its own. Told that all of them are
 * held, it says how many bytes each takes on the heap, where the stacks of virtual threads are, and
 * outside.
 */
final class HeldPosts {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final AddressPolicy LOOPBACK = AddressPolicy.allowing(List.of("127.0.0.0/8"));
  private static final int BATCH = 100;

  /** Loads the classes, and what they keep for good. */
  private static final int TO_WARM_UP = 500;

  /** How many may be on their way to the receiver: the database keeps nobody waiting for long. */
  private static final int UNDER_WAY = 500;

  /** Prepares POSTs: each throws when it is not delivered. */
  private interface Messages {
    List<Callable<?>> prepare(int posts, int port, String path);
  }

  private record Sender(Messages messages, Supplier<PoolStats> connections) {}

  /**
   * @param arguments {@code bare}, {@code post} or {@code delivery}; the receiver's port; how many
   *     POSTs to send
   */
  public static void main(String... arguments) throws Exception {
    var port = Integer.parseInt(arguments[1]);
    var posts = Integer.parseInt(arguments[2]);
    var sender =
        switch (arguments[0]) {
          case "bare" -> bare(posts);
          case "post" -> post(posts);
          case "delivery" -> delivery(posts);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    for (var post : sender.messages().prepare(TO_WARM_UP, port, "/and-close")) {
      post.call();
    }
    var prepared = sender.messages().prepare(posts, port, "/held");

    var heap = heap();
    var process = process();
    var started = start(prepared, sender.connections());
    System.in.read();
    System.out.println("on-heap " + (heap() - heap) / posts);
    System.out.println("off-heap " + (process() - process) / posts);
    for (var post : started) {
      post.get();
    }
    System.out.println("delivered " + posts);
    System.exit(0);
  }

  /** The HTTP client as it comes. */
  private static Sender bare(int posts) {
    var client = new BareClient(posts);
    return new Sender(
        (number, port, path) ->
            each(number, i -> () -> ok(client.post(url(i, port, path), BenchmarkMessage.BODY))),
        client::connections);
  }

  /** Signed, and to an address that is checked; each to another receiver, as the bare ones. */
  private static Sender post(int posts) {
    var client = new WebhookClient(LOOPBACK, posts, DEADLINE);
    return new Sender(
        (number, port, path) ->
            each(
                number,
                i ->
                    () ->
                        ok(
                            client
                                .post(
                                    url(i, port, path),
                                    BenchmarkMessage.BODY,
                                    BenchmarkMessage.headers())
                                .status())),
        client::connections);
  }

  /** All that a worker does for it, from the database and back, to a receiver a batch. */
  private static Sender delivery(int posts) {
    var database = TestDatabase.create();
    var client = new WebhookClient(LOOPBACK, posts, DEADLINE);
    var activities =
        new HttpWebhookActivities(
            new Deliveries(database),
            new WebhookTests(database),
            client,
            BATCH,
            new SimpleMeterRegistry());
    var account = Requests.account(database, posts + TO_WARM_UP);
    return new Sender(
        (number, port, path) ->
            IntStream.range(0, number / BATCH)
                .parallel()
                .mapToObj(i -> batch(account, url(i, port, path)))
                .flatMap(batch -> settled(database, batch))
                .<Callable<?>>map(
                    contact -> Executors.callable(() -> activities.postWebhook(contact)))
                .toList(),
        client::connections);
  }

  private static List<Callable<?>> each(int number, IntFunction<Callable<?>> post) {
    return IntStream.range(0, number).<Callable<?>>mapToObj(post).toList();
  }

  private static NewEnrichment batch(UUID account, String url) {
    var batch = Requests.enrichment(account, EnrichmentType.EMAIL, BATCH);
    return new NewEnrichment(
        batch.enrichmentId(),
        account,
        batch.kind(),
        batch.type(),
        batch.phoneCountryCodes(),
        url,
        batch.webhookEvents(),
        batch.contacts());
  }

  private static Stream<ContactKey> settled(Database database, NewEnrichment enrichment) {
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    var settlements = new Settlements(database);
    return IntStream.range(0, BATCH)
        .mapToObj(position -> new ContactKey(enrichment.enrichmentId(), position))
        .peek(contact -> settlements.settle(contact, ContactOutcome.NOT_FOUND));
  }

  private static String url(int receiver, int port, String path) {
    return "http://127.1." + receiver / 250 + "." + (1 + receiver % 250) + ":" + port + path;
  }

  private static Void ok(int status) {
    if (status != 200) {
      throw new IllegalStateException("Not delivered: " + status);
    }
    return null;
  }

  private static List<FutureTask<?>> start(List<Callable<?>> posts, Supplier<PoolStats> connections)
      throws InterruptedException {
    var started = new ArrayList<FutureTask<?>>();
    for (var post : posts) {
      while (started.size() - connections.get().getLeased() > UNDER_WAY) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      var task = new FutureTask<>(post);
      started.add(task);
      Thread.ofVirtual().start(task);
    }
    return started;
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** As Linux tells it: what is added to it is not on the heap, which has all of its memory. */
  private static long process() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  private HeldPosts() {}
}
