package enrichment.providers;

import enrichment.domain.DomainName;
import enrichment.domain.Findings;
import enrichment.domain.FoundPerson;
import enrichment.domain.WrittenEmail;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider says. */
public sealed interface Answer {

  /**
   * It has what it was asked for.
   *
   * @param findings of the capability's kind alone. An email whose status is {@code NOT_AVAILABLE}
   *     has been verified by nobody yet
   * @param whose by the provider's own record, which may say more of the person than the question;
   *     null where there is none
   */
  record Found(Findings findings, @Nullable FoundPerson whose) implements Answer {

    public Found(Findings findings) {
      this(findings, null);
    }
  }

  /** It has nothing. */
  record NotFound() implements Answer {}

  /**
   * What it has is no address, phone or domain that anybody could use: masked, a placeholder, no
   * address at all. To the contact that is a miss.
   */
  record Unusable() implements Answer {}

  /** What became of {@link Capability#EMAIL_VERIFICATION}. */
  record Verified(EmailVerdict verdict) implements Answer {}

  /**
   * What became of {@link Capability#COMPANY_DOMAIN}.
   *
   * @param domain ASCII, lower case
   */
  record Resolved(String domain) implements Answer {}

  /**
   * It has taken the question and has no answer yet. It is to be asked again with the ticket, which
   * costs nothing more.
   *
   * @param ticket whatever it needs to know the question again
   * @param askAgainAfter when that makes sense, at the earliest
   */
  record Pending(String ticket, Duration askAgainAfter) implements Answer {}

  Answer NOT_FOUND = new NotFound();
  Answer UNUSABLE = new Unusable();

  /**
   * The same answer with its email or domain as it can be delivered; {@link Unusable} when it
   * cannot. What every provider says goes through here.
   */
  static Answer checked(Answer answer) {
    if (answer instanceof Found found && found.findings().address() != null) {
      return WrittenEmail.read(found.findings().address())
          .<Answer>map(address -> new Found(found.findings().withAddress(address), found.whose()))
          .orElse(UNUSABLE);
    }
    if (answer instanceof Resolved resolved) {
      var domain = DomainName.ofEmployer(resolved.domain());
      return domain == null ? UNUSABLE : new Resolved(domain);
    }
    return answer;
  }
}
