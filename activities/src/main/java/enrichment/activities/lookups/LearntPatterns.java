package enrichment.activities.lookups;

import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.finder.AddressPattern;
import enrichment.providers.finder.DomainPatterns;
import enrichment.store.lookups.ContactToLookUp;
import enrichment.store.lookups.EmailPatterns;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How domains write their people, as addresses that exist have taught it, whoever found them. */
public final class LearntPatterns implements DomainPatterns {

  private final EmailPatterns patterns;
  private final boolean wanted;

  /**
   * @param wanted whether there is anybody who asks for what others find
   */
  public LearntPatterns(EmailPatterns patterns, boolean wanted) {
    this.patterns = patterns;
    this.wanted = wanted;
  }

  @Override
  public Optional<AddressPattern> of(String domain) {
    return patterns.find(domain).flatMap(LearntPatterns::named);
  }

  @Override
  public void learn(String domain, AddressPattern pattern) {
    patterns.learn(domain, pattern.name());
  }

  /** Learns from a professional address, if it is known to exist. */
  void learnFrom(ContactToLookUp contact, Findings findings) {
    if (!wanted || findings.email() == null || findings.emailStatus() != EmailStatus.DELIVERABLE) {
      return;
    }
    var at = findings.email().lastIndexOf('@');
    if (at > 0) {
      var domain = findings.email().substring(at + 1).toLowerCase(Locale.ROOT);
      AddressPattern.of(contact.firstName(), contact.lastName(), findings.email().substring(0, at))
          .ifPresent(pattern -> learn(domain, pattern));
    }
  }

  /** One that another version has learnt may be unknown to this one. */
  private static Optional<AddressPattern> named(String name) {
    return Arrays.stream(AddressPattern.values())
        .filter(pattern -> pattern.name().equals(name))
        .findFirst();
  }
}
