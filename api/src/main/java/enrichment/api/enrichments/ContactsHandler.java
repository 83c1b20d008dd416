package enrichment.api.enrichments;

import enrichment.api.http.PageRequest;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.QueryFlag;
import enrichment.api.http.Routes;
import enrichment.domain.ContactDocument;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.Contacts;
import enrichment.store.enrichments.Enrichments;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /enrichments/{id}/contacts}, as JSON or CSV */
final class ContactsHandler {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String RAW = "raw";
  private static final String BOM = "bom";

  record ContactsResponse(List<ContactDocument> contacts, @Nullable String nextCursor) {}

  private final Enrichments enrichments;
  private final Contacts contacts;

  ContactsHandler(Enrichments enrichments, Contacts contacts) {
    this.enrichments = enrichments;
    this.contacts = contacts;
  }

  void list(Context ctx, Account account) {
    var enrichmentId = PathIds.read(ctx);
    if (enrichments.summary(account.accountId(), enrichmentId).isEmpty()) {
      throw new ProblemException(Problem.notFound());
    }
    var type =
        MediaTypes.preferred(
                Collections.list(ctx.req().getHeaders(Header.ACCEPT)), List.of(JSON, CSV))
            .orElseThrow(() -> new ProblemException(notAcceptable()));
    var raw = QueryFlag.read(ctx, RAW);
    var bom = QueryFlag.read(ctx, BOM);
    var request = PageRequest.read(ctx, Integer::valueOf);
    var after = Objects.requireNonNullElse(request.after(), -1);
    var page =
        request.page(
            contacts.list(account.accountId(), enrichmentId, after, request.fetched()),
            ContactDocument::position);
    ctx.header(Header.VARY, Header.ACCEPT);
    if (page.nextCursor() != null) {
      var next =
          Routes.path(
              "/enrichments/%s/contacts?limit=%d&cursor=%s%s%s"
                  .formatted(
                      enrichmentId,
                      request.limit(),
                      page.nextCursor(),
                      raw ? "&" + RAW + "=true" : "",
                      bom ? "&" + BOM + "=true" : ""));
      ctx.header(Header.LINK, "<" + next + ">; rel=\"next\"");
    }
    if (type.equals(CSV)) {
      ctx.contentType("text/csv; charset=utf-8; header=present")
          .result(ContactsCsv.of(page.items(), raw, bom));
    } else {
      ctx.json(new ContactsResponse(page.items(), page.nextCursor()));
    }
  }

  private static Problem notAcceptable() {
    return Problem.of(
        "not-acceptable", "Not acceptable", 406, "There is " + JSON + " and " + CSV + ".");
  }
}
