package enrichment.api.account;

import enrichment.api.http.LastCalls;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.domain.EnrichmentKind;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.ConsentEvent;
import enrichment.store.accounts.Consents;
import enrichment.store.privacy.ConsentRevocations;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET}, {@code PUT} and {@code DELETE /account/personal_email_consent} */
final class ConsentHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ConsentHandler.class);

  private static final int MAX_NAME = 200;
  private static final int MAX_VERSION = 100;

  /**
   * @param history the latest first
   */
  record ConsentResponse(
      boolean given,
      @Nullable String givenBy,
      @Nullable String termsVersion,
      @Nullable String givenAt,
      List<Event> history) {

    static ConsentResponse of(List<ConsentEvent> history) {
      var events = history.stream().map(Event::of).toList();
      if (history.isEmpty() || !history.getFirst().given()) {
        return new ConsentResponse(false, null, null, null, events);
      }
      var latest = events.getFirst();
      return new ConsentResponse(
          true, latest.givenBy(), latest.termsVersion(), latest.at(), events);
    }
  }

  /**
   * @param event {@code given} or {@code revoked}
   * @param address from where the request came; null: from the operator
   */
  record Event(
      String event,
      @Nullable String givenBy,
      @Nullable String termsVersion,
      @Nullable String address,
      String at) {

    static Event of(ConsentEvent event) {
      return new Event(
          event.given() ? "given" : "revoked",
          event.givenBy(),
          event.termsVersion(),
          event.address(),
          event.at().toString());
    }
  }

  private final Consents consents;
  private final ConsentRevocations revocations;
  private final EnrichmentStarter starter;

  ConsentHandler(Consents consents, ConsentRevocations revocations, EnrichmentStarter starter) {
    this.consents = consents;
    this.revocations = revocations;
    this.starter = starter;
  }

  void show(Context ctx, Account account) {
    ctx.json(ConsentResponse.of(consents.history(account.accountId())));
  }

  void give(Context ctx, Account account) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var givenBy = body.requiredText("given_by", MAX_NAME);
    var termsVersion = body.requiredText("terms_version", MAX_VERSION);
    problems.throwIfAny();
    consents.give(account.accountId(), givenBy, termsVersion, address(ctx));
    log(account.accountId(), "consent.given");
    show(ctx, account);
  }

  /** The answer means that nobody is asked for a personal email any more. */
  void revoke(Context ctx, Account account) {
    var stopped = revocations.revoke(account.accountId(), address(ctx));
    var revoked = System.nanoTime();
    log(account.accountId(), "consent.revoked");
    if (!stopped.isEmpty()) {
      LastCalls.await(revoked);
      // Whoever was being asked about has ended by now; who waits for something ends with this.
      starter.cancel(
          stopped.stream().filter(some -> some.kind() != EnrichmentKind.COMBINED).toList());
    }
    show(ctx, account);
  }

  /** The peer's; of a link-local one without the interface, which is ours alone to know. */
  private static String address(Context ctx) {
    return ctx.ip().replaceAll("%.*|[\\[\\]]", "");
  }

  private static void log(UUID accountId, String code) {
    LOG.atInfo().addKeyValue("account_id", accountId).log(code);
  }
}
