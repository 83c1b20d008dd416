package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.EmailVerdict;
import enrichment.providers.PhoneNumbers;
import enrichment.providers.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a definition says of answers. */
final class AnswerReaders {

  /**
   * All expressions that there are, whichever are needed for this.
   *
   * @param capability what is asked for
   */
  static Optional<AnswerReader> read(Settings answer, Capability capability) {
    return switch (capability) {
      case EMAIL ->
          jq(answer, "email")
              .map(email -> email(email, optional(answer, "email_status"), Findings::ofEmail));
      case PERSONAL_EMAIL ->
          jq(answer, "personal_email")
              .map(
                  email ->
                      email(
                          email,
                          optional(answer, "personal_email_status"),
                          Findings::ofPersonalEmail));
      case PHONE -> jq(answer, "phones").map(AnswerReaders::phones);
      case EMAIL_VERIFICATION -> jq(answer, "verdict").map(AnswerReaders::verdict);
      case COMPANY_DOMAIN -> jq(answer, "domain").map(AnswerReaders::domain);
    };
  }

  private static Optional<Jq> jq(Settings answer, String key) {
    return answer.require(key).flatMap(Jq::read);
  }

  private static @Nullable Jq optional(Settings answer, String key) {
    return answer.find(key).flatMap(Jq::read).orElse(null);
  }

  private interface EmailFindings {
    Findings of(String email, EmailStatus status);
  }

  private static AnswerReader email(Jq email, @Nullable Jq status, EmailFindings findings) {
    return (json, question) -> {
      var address = email.text(json);
      if (address.isEmpty()) {
        return Answer.NOT_FOUND;
      }
      var said = status == null ? Optional.<String>empty() : status.text(json);
      return switch (said.orElse("unverified")) {
        case "undeliverable" -> Answer.NOT_FOUND;
        case "deliverable", "valid" -> found(findings, address.get(), EmailStatus.DELIVERABLE);
        case "catch-all" -> found(findings, address.get(), EmailStatus.CATCH_ALL);
        // Including what a vendor says anew one day: then a verifier of ours is asked.
        default -> found(findings, address.get(), EmailStatus.NOT_AVAILABLE);
      };
    };
  }

  private static Answer found(EmailFindings findings, String email, EmailStatus status) {
    return new Answer.Found(findings.of(email, status));
  }

  private static AnswerReader phones(Jq phones) {
    return (json, question) -> {
      var usable = PhoneNumbers.usable(texts(phones.result(json)), question.phoneCountryCodes());
      return usable.isEmpty() ? Answer.NOT_FOUND : new Answer.Found(Findings.ofPhones(usable));
    };
  }

  private static List<String> texts(JsonNode result) throws UnreadableAnswerException {
    var texts = new ArrayList<String>();
    for (var element : result.isArray() ? result : List.of(result)) {
      Jq.textOf(element).ifPresent(texts::add);
    }
    return texts;
  }

  private static AnswerReader verdict(Jq verdict) {
    return (json, question) ->
        new Answer.Verified(
            switch (verdict.text(json).orElse("unknown")) {
              case "deliverable" -> EmailVerdict.DELIVERABLE;
              case "catch-all" -> EmailVerdict.CATCH_ALL;
              case "undeliverable" -> EmailVerdict.UNDELIVERABLE;
              default -> EmailVerdict.UNKNOWN;
            });
  }

  private static AnswerReader domain(Jq domain) {
    return (json, question) ->
        domain.text(json).<Answer>map(Answer.Resolved::new).orElse(Answer.NOT_FOUND);
  }

  private AnswerReaders() {}
}
