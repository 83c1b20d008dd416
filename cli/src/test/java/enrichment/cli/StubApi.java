package enrichment.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The account's part of the API, as the contract has it: idempotency, credits, paging. Contacts are
 * told apart by the column {@code row}; every fifth is not found.
 */
public final class StubApi implements AutoCloseable {

  public static final String KEY = "enr_stub_0123456789";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PREFIX = "/api/v2";

  /** What goes wrong with a request. */
  public enum Fault {
    NONE,
    TOO_MANY,
    UNAVAILABLE,
    IN_PROGRESS,
    DROPPED_BEFORE,
    DROPPED_AFTER,
    CUT_ANSWER,
    FAILED_AFTER
  }

  /** Decides on each request; the path is without the query. */
  public interface Faults {
    Fault next(String method, String path);
  }

  private record Answer(int status, byte[] body) {}

  private record Taken(String method, String target, byte[] body, Answer answer) {}

  private static final class Enrichment {
    private final String id = UUID.randomUUID().toString();
    private final Instant createdAt = Instant.now();
    private final String type;
    private final byte[] contacts;
    private final int total;
    private final int found;
    private final long price;
    private int looks;
    private boolean ended;

    private Enrichment(String type, JsonNode contacts, long price) throws IOException {
      this.type = type;
      this.contacts = JSON.writeValueAsBytes(contacts);
      this.total = contacts.size();
      this.price = price;
      var hits = 0;
      for (var contact : contacts) {
        hits += isFound(contact) ? 1 : 0;
      }
      this.found = hits;
    }
  }

  private final HttpServer server;
  private final Map<String, Taken> taken = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Enrichment> enrichments =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<Integer> batchSizes = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger posts = new AtomicInteger();
  private final AtomicInteger replays = new AtomicInteger();
  private final AtomicInteger dryRuns = new AtomicInteger();
  private final int[] accepted;
  private volatile String accountId = UUID.randomUUID().toString();
  private volatile Faults faults = (method, path) -> Fault.NONE;
  private volatile Predicate<JsonNode> refusedContacts = contact -> false;
  private volatile long available = Long.MAX_VALUE / 2;
  private volatile long held;
  private volatile int looksUntilFinished = 1;
  private volatile int pageSize = 100;
  private volatile int retryAfter;
  private volatile boolean webhookPaused;
  private volatile int openAtMost;
  private volatile int open;

  private StubApi(int rows) throws IOException {
    accepted = new int[rows];
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /**
   * @param rows how many there are at most
   */
  public static StubApi start(int rows) throws IOException {
    return new StubApi(rows);
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public StubApi failing(Faults next) {
    faults = next;
    return this;
  }

  public StubApi refusing(Predicate<JsonNode> contacts) {
    refusedContacts = contacts;
    return this;
  }

  public StubApi withCredits(long credits) {
    available = credits;
    return this;
  }

  public StubApi withPagesOf(int contacts) {
    pageSize = contacts;
    return this;
  }

  /** Each enrichment ends when it is looked at so many times. */
  public StubApi finishingAfter(int looks) {
    looksUntilFinished = looks;
    return this;
  }

  public StubApi askingToWait(int seconds) {
    retryAfter = seconds;
    return this;
  }

  public StubApi withPausedWebhook(boolean paused) {
    webhookPaused = paused;
    return this;
  }

  public void becomeAnotherAccount() {
    accountId = UUID.randomUUID().toString();
  }

  public synchronized void grant(long credits) {
    available += credits;
  }

  public void forgetKeys() {
    taken.clear();
  }

  /** How often each row was taken on. */
  public synchronized int[] accepted() {
    return Arrays.copyOf(accepted, accepted.length);
  }

  public List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  public List<String> keys() {
    return List.copyOf(keys);
  }

  public int posts() {
    return posts.get();
  }

  public int replays() {
    return replays.get();
  }

  public int dryRuns() {
    return dryRuns.get();
  }

  public int openAtMost() {
    return openAtMost;
  }

  public int enrichments() {
    return enrichments.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var method = exchange.getRequestMethod();
      var path = exchange.getRequestURI().getPath().substring(PREFIX.length());
      var fault = faults.next(method, path);
      switch (fault) {
        case DROPPED_BEFORE -> {
          return;
        }
        case TOO_MANY -> {
          respond(exchange, refusal(429, "too-many-requests", "Too many requests."));
          return;
        }
        case UNAVAILABLE -> {
          respond(exchange, refusal(503, "unavailable", "Send it again."));
          return;
        }
        case IN_PROGRESS -> {
          respond(exchange, refusal(409, "idempotency-in-progress", "In progress."));
          return;
        }
        default -> {}
      }
      var answer = answer(exchange, method, path, body);
      switch (fault) {
        case DROPPED_AFTER -> {}
        case FAILED_AFTER ->
            respond(exchange, refusal(500, "internal-error", "Something unexpected went wrong."));
        case CUT_ANSWER -> {
          exchange.sendResponseHeaders(answer.status(), answer.body().length + 10L);
          exchange.getResponseBody().write(answer.body());
        }
        default -> respond(exchange, answer);
      }
    } catch (IOException e) {
      // The client has gone, or the answer was cut as wanted.
    }
  }

  private void respond(HttpExchange exchange, Answer answer) throws IOException {
    var status = answer.status();
    if (status == 429 || status == 503 || status == 409) {
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter));
    }
    exchange
        .getResponseHeaders()
        .set("Content-Type", status < 300 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private Answer answer(HttpExchange exchange, String method, String path, byte[] body)
      throws IOException {
    if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-API-KEY"))) {
      return refusal(401, "unauthorized", "The key is unknown.");
    }
    var query = query(exchange.getRequestURI().getRawQuery());
    if (method.equals("POST") && path.startsWith("/contacts/")) {
      if ("true".equals(query.get("dry_run"))) {
        return tryOut(JSON.readTree(body));
      }
      return once(exchange, method, path, body);
    }
    if (path.equals("/account")) {
      return ok(JSON.createObjectNode().put("account_id", accountId).put("status", "active"));
    }
    if (path.equals("/credits")) {
      var credits = JSON.createObjectNode().put("available", available).put("held", held);
      credits.putObject("prices").put("email", 1).put("personal_email", 3).put("phone", 10);
      return ok(credits);
    }
    if (path.equals("/enrichments")) {
      var answer = JSON.createObjectNode();
      var list = answer.putArray("enrichments");
      synchronized (enrichments) {
        new ArrayList<>(enrichments.values())
            .reversed()
            .forEach(enrichment -> list.add(describe(enrichment)));
      }
      return ok(answer.putNull("next_cursor"));
    }
    if (path.startsWith("/enrichments/")) {
      var segments = path.split("/");
      var enrichment = enrichments.get(segments[2]);
      if (enrichment == null) {
        return refusal(404, "not-found", "There is no such resource.");
      }
      return segments.length == 3 ? look(enrichment) : contacts(enrichment, query);
    }
    return refusal(404, "not-found", "There is no such resource.");
  }

  private synchronized Answer once(HttpExchange exchange, String method, String path, byte[] body)
      throws IOException {
    posts.incrementAndGet();
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key == null) {
      throw new IllegalStateException("A POST without an Idempotency-Key");
    }
    keys.add(key);
    var before = taken.get(key);
    if (before != null) {
      if (!before.method().equals(method)
          || !before.target().equals(exchange.getRequestURI().toString())
          || !Arrays.equals(before.body(), body)) {
        return refusal(422, "idempotency-key-reused", "The key was used for another request.");
      }
      replays.incrementAndGet();
      exchange.getResponseHeaders().set("Idempotency-Replayed", "true");
      return before.answer();
    }
    var answer = accept(path, JSON.readTree(body));
    if (answer.status() < 300) {
      taken.put(key, new Taken(method, exchange.getRequestURI().toString(), body, answer));
    }
    return answer;
  }

  private Answer accept(String path, JsonNode body) throws IOException {
    var single = path.endsWith("/single_enrich");
    var contacts = single ? JSON.createArrayNode().add(body) : body.path("contacts");
    var type = body.path("enrichment_type").path(0).asText();
    var refusal = validate(body, contacts, single, price(type));
    if (refusal != null) {
      return refusal;
    }
    var required = contacts.size() * price(type);
    available -= required;
    held += required;
    open++;
    openAtMost = Math.max(openAtMost, open);
    batchSizes.add(contacts.size());
    for (var contact : contacts) {
      accepted[row(contact)]++;
    }
    var enrichment = new Enrichment(type, contacts, price(type));
    enrichments.put(enrichment.id, enrichment);
    return new Answer(
        202,
        JSON.writeValueAsBytes(
            JSON.createObjectNode().put("enrichment_id", enrichment.id).put("status", "queued")));
  }

  private Answer validate(JsonNode body, JsonNode contacts, boolean single, long price)
      throws IOException {
    var errors = JSON.createArrayNode();
    if (!single && (contacts.size() < 2 || contacts.size() > 100)) {
      error(errors.addObject(), "/contacts", "must have 2 to 100 items");
    }
    if (webhookPaused && body.has("webhook_url")) {
      error(errors.addObject(), "/webhook_url", "is paused");
    }
    for (var i = 0; i < contacts.size(); i++) {
      var pointer = single ? "" : "/contacts/" + i;
      if (contacts.get(i).path("firstname").asText().isBlank()) {
        error(errors.addObject(), pointer + "/firstname", "is required");
      }
      if (refusedContacts.test(contacts.get(i))) {
        error(errors.addObject(), pointer + "/linkedin_url", "must be a URL on linkedin.com");
      }
    }
    if (!errors.isEmpty()) {
      var problem = problem(422, "invalid-request", errors.size() + " problems");
      problem.put("title", "Invalid request").set("errors", errors);
      return new Answer(422, JSON.writeValueAsBytes(problem));
    }
    var required = contacts.size() * price;
    if (body.has("max_credits") && required > body.get("max_credits").longValue()) {
      return refusal(422, "max-credits-exceeded", "This batch needs more than max_credits.");
    }
    return required > available
        ? refusal(
            422,
            "insufficient-credits",
            "This batch needs %d credits; %d are available.".formatted(required, available))
        : null;
  }

  private synchronized Answer tryOut(JsonNode body) throws IOException {
    dryRuns.incrementAndGet();
    var refusal =
        validate(
            body,
            body.path("contacts"),
            false,
            price(body.path("enrichment_type").path(0).asText()));
    return refusal != null
        ? refusal
        : ok(
            JSON.createObjectNode()
                .put("dry_run", true)
                .put("contacts", body.path("contacts").size()));
  }

  private synchronized Answer look(Enrichment enrichment) throws IOException {
    if (++enrichment.looks >= looksUntilFinished && !enrichment.ended) {
      enrichment.ended = true;
      open--;
      held -= enrichment.total * enrichment.price;
      available += (enrichment.total - enrichment.found) * enrichment.price;
    }
    return ok(describe(enrichment));
  }

  private static ObjectNode describe(Enrichment enrichment) {
    var answer =
        JSON.createObjectNode()
            .put("enrichment_id", enrichment.id)
            .put("status", enrichment.ended ? "finished" : "queued")
            .put("created_at", enrichment.createdAt.toString());
    answer.putArray("enrichment_type").add(enrichment.type);
    answer
        .putObject("contacts")
        .put("total", enrichment.total)
        .put("pending", enrichment.ended ? 0 : enrichment.total)
        .put("found", enrichment.ended ? enrichment.found : 0)
        .put("not_found", enrichment.ended ? enrichment.total - enrichment.found : 0)
        .put("failed", 0)
        .put("cancelled", 0);
    answer
        .putObject("credits")
        .put("charged", enrichment.ended ? enrichment.found * enrichment.price : 0);
    return answer;
  }

  private Answer contacts(Enrichment enrichment, Map<String, String> query) throws IOException {
    var from = Integer.parseInt(query.getOrDefault("cursor", "0"));
    var limit = Math.min(pageSize, Integer.parseInt(query.getOrDefault("limit", "50")));
    var all = JSON.readTree(enrichment.contacts);
    var answer = JSON.createObjectNode();
    var page = answer.putArray("contacts");
    for (var i = from; i < Math.min(all.size(), from + limit); i++) {
      page.add(result(enrichment, i, all.get(i)));
    }
    if (from + limit < all.size()) {
      answer.put("next_cursor", String.valueOf(from + limit));
    } else {
      answer.putNull("next_cursor");
    }
    return ok(answer);
  }

  private static ObjectNode result(Enrichment enrichment, int position, JsonNode contact) {
    var found = isFound(contact);
    var result =
        JSON.createObjectNode()
            .put("enrichment_id", enrichment.id)
            .put("contact_id", enrichment.id + "-" + position)
            .put("position", position)
            .put("first_name", contact.path("firstname").asText())
            .put("last_name", contact.path("lastname").asText())
            .put("status", "finished")
            .put("email", found ? "row%d@found.example".formatted(row(contact)) : null)
            .put("email_status", found ? "deliverable" : "N/A")
            .putNull("personal_email")
            .put("personal_email_status", "N/A")
            .put("provider", found ? "directory" : null)
            .put("credits", found ? 1 : 0)
            .put("cached", false)
            .put("suppressed", false);
    result.putArray("phone").add("+12025550123").add("+12025550124");
    result.set("custom", contact.path("custom"));
    return result;
  }

  private static boolean isFound(JsonNode contact) {
    return row(contact) % 5 != 4;
  }

  private static int row(JsonNode contact) {
    return contact.path("custom").path("row").asInt();
  }

  private static long price(String type) {
    return switch (type) {
      case "email" -> 1;
      case "personal_email" -> 3;
      default -> 10;
    };
  }

  private static void error(ObjectNode error, String pointer, String detail) {
    error.put("pointer", pointer).put("detail", detail);
  }

  private static Answer ok(JsonNode body) throws IOException {
    return new Answer(200, JSON.writeValueAsBytes(body));
  }

  private static ObjectNode problem(int status, String slug, String detail) {
    return JSON.createObjectNode()
        .put("type", "urn:enrichment:problem:" + slug)
        .put("title", slug)
        .put("status", status)
        .put("detail", detail);
  }

  private static Answer refusal(int status, String slug, String detail) {
    try {
      return new Answer(status, JSON.writeValueAsBytes(problem(status, slug, detail)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> query(String raw) {
    var parameters = new LinkedHashMap<String, String>();
    Stream.of(raw == null ? new String[0] : raw.split("&"))
        .map(parameter -> parameter.split("=", 2))
        .forEach(parameter -> parameters.put(parameter[0], parameter[1]));
    return parameters;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
