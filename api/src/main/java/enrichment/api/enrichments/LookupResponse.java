package enrichment.api.enrichments;

import com.fasterxml.jackson.annotation.JsonInclude;
import enrichment.store.lookups.LookupReport;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a contact's trace.
 *
 * @param askedFor {@code email}, {@code phone}, {@code personal_email}, {@code email_verification}
 *     or {@code company_domain}
 * @param about for a verification, the provider whose email was verified
 * @param outcome {@code found}, {@code not_found}, {@code refuted} (it had an email, and a verifier
 *     says that there is no such mailbox), {@code failed}, {@code in_doubt} (nobody knows whether
 *     it has answered, and it is not asked again), {@code waiting} (it has taken the question) or
 *     {@code pending}
 * @param verdict what a verifier said: {@code deliverable}, {@code catch_all}, {@code
 *     undeliverable} or {@code unknown}
 * @param error what went wrong, the last time
 * @param startedAt RFC 3339
 * @param durationMs how long its calls took, all together
 * @param cost in whatever unit the operator counts; null when nobody knows
 */
record LookupResponse(
    String provider,
    String askedFor,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String about,
    String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String verdict,
    @Nullable String error,
    int attempts,
    String startedAt,
    @Nullable String endedAt,
    long durationMs,
    @Nullable BigDecimal cost) {

  static LookupResponse of(LookupReport report) {
    return new LookupResponse(
        report.provider(),
        report.askedFor(),
        report.about().isEmpty() ? null : report.about(),
        outcome(report),
        report.verdict() == null ? null : lowerCase(report.verdict()),
        report.error(),
        report.attempts(),
        report.startedAt().toString(),
        report.endedAt() == null ? null : report.endedAt().toString(),
        report.took().toMillis(),
        report.cost());
  }

  private static String outcome(LookupReport report) {
    if (report.outcome() != null) {
      return lowerCase(report.outcome().name());
    }
    return report.waitsForAnswer() ? "waiting" : "pending";
  }

  private static String lowerCase(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
