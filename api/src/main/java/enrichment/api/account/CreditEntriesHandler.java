package enrichment.api.account;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.PageRequest;
import enrichment.store.accounts.Account;
import enrichment.store.credits.CreditEntry;
import enrichment.store.credits.CreditLedger;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code GET /credits/entries}: the account's ledger, newest first. */
final class CreditEntriesHandler implements AccountHandler {

  record EntriesResponse(List<EntryResponse> entries, @Nullable String nextCursor) {}

  /**
   * @param expiresAt RFC 3339
   * @param createdAt RFC 3339
   */
  record EntryResponse(
      String entryId,
      String kind,
      long amount,
      @Nullable UUID enrichmentId,
      @Nullable Integer position,
      @Nullable String reference,
      @Nullable String expiresAt,
      String createdAt) {}

  private final CreditLedger credits;

  CreditEntriesHandler(CreditLedger credits) {
    this.credits = credits;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var request = PageRequest.read(ctx, Long::valueOf);
    var page =
        request.page(
            credits.entries(account.accountId(), request.after(), request.fetched()),
            CreditEntry::entryId);
    ctx.json(
        new EntriesResponse(
            page.items().stream().map(CreditEntriesHandler::response).toList(), page.nextCursor()));
  }

  private static EntryResponse response(CreditEntry entry) {
    return new EntryResponse(
        String.valueOf(entry.entryId()),
        entry.kind(),
        entry.amount(),
        entry.enrichmentId(),
        entry.position(),
        entry.reference(),
        Objects.toString(entry.expiresAt(), null),
        entry.createdAt().toString());
  }
}
