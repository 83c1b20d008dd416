package enrichment.activities.lookups;

import enrichment.activities.AskLater;
import enrichment.domain.LookupOutcome;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.store.identity.DirectoryKeys;
import enrichment.store.lookups.CompanyLookups;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.Lookups;
import enrichment.workflows.ResolutionInput;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks providers for the domain of a company, once for all contacts that name it. */
final class DomainResolution {

  private final Lookups lookups;
  private final CompanyLookups companies;
  private final ProviderCalls calls;

  DomainResolution(Lookups lookups, CompanyLookups companies, ProviderCalls calls) {
    this.lookups = lookups;
    this.companies = companies;
    this.calls = calls;
  }

  LookupOutcome resolve(Provider provider, ResolutionInput input) {
    var contact =
        lookups.open(input.contact(), provider.name(), Capability.COMPANY_DOMAIN.wireName(), "");
    if (contact.domain() != null) {
      return LookupOutcome.FOUND;
    }
    // The next lookup ends one who is suppressed, or stopped.
    if (contact.ended() != null
        || contact.suppressed()
        || contact.stopped()
        || contact.lookup().said() == LookupOutcome.NOT_FOUND) {
      return LookupOutcome.NOT_FOUND;
    }
    var company = contact.companyName();
    if (company == null || DirectoryKeys.companyKey(company) == null) {
      return LookupOutcome.NOT_FOUND;
    }
    var call =
        LookupCall.of(input.contact(), provider.name(), Capability.COMPANY_DOMAIN.wireName());
    // Where asking again costs nothing the latest answer is the best, as in the directory.
    if (!provider.terms().repeatable()) {
      switch (companies.decide(input.contact(), provider.name(), company)) {
        case CompanyLookups.Decision.Known known -> {
          return record(call, known.domain(), known(known.domain()));
        }
        case CompanyLookups.Decision.Await await ->
            throw AskLater.in(FollowDelay.of(contact), "It is being asked about this company");
        case CompanyLookups.Decision.Ask ask -> {}
      }
    }
    var question = ContactQuestion.of(Capability.COMPANY_DOMAIN, contact, null);
    return switch (calls.call(provider, call, contact, question, false)) {
      case Reply.Answered reply -> {
        var outcome = record(call, domainIn(reply.answer()), reply.end());
        calls.recorded(reply, provider, contact);
        yield outcome;
      }
      case Reply.Unavailable unavailable -> {
        // Colleagues may find it well again; this contact does not come back.
        companies.release(input.contact(), provider.name());
        yield LookupOutcome.UNAVAILABLE;
      }
      case Reply.Stopped stopped -> {
        companies.release(input.contact(), provider.name());
        yield LookupOutcome.NOT_FOUND;
      }
      case Reply.GivenUp givenUp -> LookupOutcome.FAILED;
    };
  }

  /**
   * @param domain null: the provider knows none
   */
  private LookupOutcome record(LookupCall call, @Nullable String domain, LookupEnd end) {
    if (domain == null) {
      lookups.end(call, end);
    } else {
      lookups.resolve(call, domain, end);
    }
    return end.outcome();
  }

  private static LookupEnd known(@Nullable String domain) {
    return LookupEnd.answered(
        domain == null ? LookupOutcome.NOT_FOUND : LookupOutcome.FOUND,
        Duration.ZERO,
        BigDecimal.ZERO);
  }

  private static @Nullable String domainIn(Answer answer) {
    return answer instanceof Answer.Resolved resolved ? resolved.domain() : null;
  }
}
