package enrichment.cli.send;

import enrichment.cli.kit.ApiClient;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Paging;
import enrichment.cli.kit.Problem;
import enrichment.cli.kit.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes one batch to its end: sends it, unless that was done before, and waits for it. */
final class BatchSender {

  private static final Pattern CONTACT = Pattern.compile("/contacts/([0-9]{1,2})(?:/(.+))?");
  private static final Set<String> MEMBERS =
      Set.of("firstname", "lastname", "domain", "company_name", "linkedin_url", "custom");
  private static final Set<String> ENDED = Set.of("finished", "cancelled");
  private static final Duration FIRST_POLL = Duration.ofMillis(100);

  private final ApiClient api;
  private final SendOptions options;
  private final Journal journal;
  private final OpenBatches open;
  private final long price;
  private final boolean capped;

  /**
   * @param price of a hit, in credits
   * @param capped whether requests say what they may cost
   */
  BatchSender(
      ApiClient api,
      SendOptions options,
      Journal journal,
      OpenBatches open,
      long price,
      boolean capped) {
    this.api = api;
    this.options = options;
    this.journal = journal;
    this.open = open;
    this.price = price;
    this.capped = capped;
  }

  /** Returns when all contacts of the batch have ended, which the journal knows then. */
  void enrich(Batch batch) throws InterruptedException {
    var reserved = 0L;
    var spent = 0L;
    open.begin();
    try {
      var id = journal.state(batch.number()).enrichmentId();
      if (id == null) {
        id = submit(batch);
      } else {
        open.reserveAnyway(cost(remaining(batch)));
      }
      var contacts = remaining(batch);
      reserved = id == null ? 0 : cost(contacts);
      var result = id == null ? Tally.NONE : awaitEnd(id, contacts.size());
      spent = result.charged();
      journal.done(batch.number(), result);
    } finally {
      open.end(reserved, spent);
    }
  }

  /** The id of the enrichment; null when the server has refused every single row. */
  private @Nullable String submit(Batch batch) throws InterruptedException {
    while (true) {
      var rows = remaining(batch);
      if (rows.isEmpty()) {
        return null;
      }
      var seen = open.ended();
      if (!open.reserve(cost(rows))) {
        awaitCredits(seen, "--max-credits is reached.");
        continue;
      }
      try {
        return send(batch, rows);
      } catch (RefusedException e) {
        open.giveBack(cost(rows));
        learnFrom(e, batch, rows, seen);
      } catch (RuntimeException e) {
        open.giveBack(cost(rows));
        throw e;
      }
    }
  }

  private String send(Batch batch, List<Row> rows) {
    var before = journal.state(batch.number());
    var sentAt = before.sentAt();
    if (sentAt == null) {
      journal.sending(batch.number(), capped ? cost(rows) : null);
    } else if (LostAnswers.isTooOld(sentAt, Instant.now())) {
      var found = new LostAnswers(api, options.type(), journal).find(rows, sentAt);
      if (found.isPresent()) {
        journal.accepted(batch.number(), found.get());
        return found.get();
      }
    }
    var body = Batch.body(rows, options, journal.state(batch.number()).maxCredits());
    var answer =
        api.send(
            ApiRequest.postOnce(
                Batch.path(rows.size()), body, journal.idempotencyKey(batch.number())));
    var id = answer.path("enrichment_id").textValue();
    if (id == null) {
      throw CliException.failed("The server's answer has no enrichment_id: is it this service?");
    }
    journal.accepted(batch.number(), id);
    return id;
  }

  /** Returns when the batch can be sent again. */
  private void learnFrom(RefusedException refusal, Batch batch, List<Row> rows, long seen)
      throws InterruptedException {
    var problem = refusal.problem();
    // Others may come before the server has looked whether it has taken this batch on.
    if (problem.status() != 422 || problem.slug().equals("idempotency-key-reused")) {
      throw refusal;
    }
    var reasons = rowProblems(problem, rows.size());
    var refused = new HashMap<>(journal.state(batch.number()).refusedRows());
    reasons.forEach((row, reason) -> refused.put(batch.rows().indexOf(rows.get(row)), reason));
    journal.refused(batch.number(), refused);
    if (problem.slug().equals("insufficient-credits")) {
      awaitCredits(seen, problem.sentence());
    } else if (reasons.isEmpty()) {
      throw refusal;
    }
  }

  private void awaitCredits(long seen, String reason) throws InterruptedException {
    if (!open.awaitMoreThan(seen)) {
      throw new CliException(ExitCodes.LEFT_TO_DO, reason);
    }
  }

  /** What is wrong with which row; empty unless that is all that is wrong. */
  static Map<Integer, String> rowProblems(Problem problem, int rows) {
    var reasons = new HashMap<Integer, String>();
    for (var error : problem.errors()) {
      var place = CONTACT.matcher(error.pointer());
      var member = error.pointer().substring(Math.min(1, error.pointer().length()));
      if (rows > 1 && place.matches() && Integer.parseInt(place.group(1)) < rows) {
        reasons.merge(
            Integer.valueOf(place.group(1)),
            reason(place.group(2), error.detail()),
            (one, other) -> one + "; " + other);
      } else if (rows == 1 && MEMBERS.contains(member.replaceFirst("/.*", ""))) {
        reasons.merge(0, reason(member, error.detail()), (one, other) -> one + "; " + other);
      } else {
        return Map.of();
      }
    }
    return reasons;
  }

  private static String reason(@Nullable String member, String detail) {
    return member == null ? detail : member + " " + detail;
  }

  private List<Row> remaining(Batch batch) {
    return remaining(batch, journal.state(batch.number()));
  }

  /** The rows that the server has not refused. */
  static List<Row> remaining(Batch batch, BatchState state) {
    var rows = new ArrayList<Row>();
    for (var i = 0; i < batch.rows().size(); i++) {
      if (!state.refusedRows().containsKey(i)) {
        rows.add(batch.rows().get(i));
      }
    }
    return rows;
  }

  private long cost(List<Row> rows) {
    return rows.size() * price;
  }

  private Tally awaitEnd(String id, int contacts) throws InterruptedException {
    var delay = shorter(FIRST_POLL, api.pace().longestPoll());
    while (true) {
      try {
        var enrichment = api.send(ApiRequest.get("/enrichments/" + Paging.encoded(id)));
        if (ENDED.contains(enrichment.path("status").asText())) {
          return Tally.of(enrichment);
        }
      } catch (RefusedException e) {
        if (e.problem().status() != 410) {
          throw e;
        }
        // Erased or purged since it was sent.
        return new Tally(0, 0, 0, contacts, 0);
      }
      Thread.sleep(delay);
      delay = shorter(delay.multipliedBy(3).dividedBy(2), api.pace().longestPoll());
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
