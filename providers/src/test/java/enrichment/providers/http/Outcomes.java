package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.ProviderException;
import java.util.Locale;

/** Outcomes as suites write them. */
final class Outcomes {

  static JsonNode of(Answer answer, Capability capability) {
    return switch (answer) {
      case Answer.Found found -> found(found.findings(), capability);
      case Answer.NotFound none -> outcome("not_found");
      case Answer.Unusable unusable -> outcome("unusable");
      case Answer.Pending pending -> outcome("pending");
      case Answer.Resolved resolved -> outcome("found").put("domain", resolved.domain());
      case Answer.Verified verified ->
          outcome("found").put("verdict", written(verified.verdict()).replace('_', '-'));
    };
  }

  static JsonNode of(ProviderException failure) {
    var outcome = outcome(written(failure.kind()));
    if (failure.retryAfter() != null) {
      outcome.put("retry_after", failure.retryAfter().toSeconds() + "s");
    }
    return outcome;
  }

  private static ObjectNode found(Findings findings, Capability capability) {
    var outcome = outcome("found");
    switch (capability) {
      case EMAIL ->
          outcome
              .put("email", findings.email())
              .put("email_status", status(findings.emailStatus(), "deliverable"));
      case PERSONAL_EMAIL ->
          outcome
              .put("personal_email", findings.personalEmail())
              .put("personal_email_status", status(findings.personalEmailStatus(), "valid"));
      default -> {
        var phones = outcome.putArray("phones");
        findings
            .phones()
            .forEach(
                phone ->
                    phones
                        .addObject()
                        .put("number", phone.number())
                        .put("line_type", phone.lineType().wireName()));
      }
    }
    return outcome;
  }

  private static String status(EmailStatus status, String best) {
    return switch (status) {
      case DELIVERABLE -> best;
      case CATCH_ALL -> "catch-all";
      case NOT_AVAILABLE -> "unverified";
    };
  }

  private static ObjectNode outcome(String name) {
    return SuiteYaml.MAPPER.createObjectNode().put("outcome", name);
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private Outcomes() {}
}
