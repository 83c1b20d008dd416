package enrichment.providers.finder;

import enrichment.domain.EmailLists;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The search for one person's address at one domain. Asked again, it goes on from its ticket. */
final class EmailSearch {

  private final String domain;
  private final List<Candidate> candidates;
  private final Optional<AddressPattern> learnt;
  private Ticket ticket;

  private EmailSearch(
      String domain, List<Candidate> candidates, Optional<AddressPattern> learnt, Ticket ticket) {
    this.domain = domain;
    this.candidates = candidates;
    this.learnt = learnt;
    this.ticket = ticket;
  }

  /** Where professional addresses may be; empty: nowhere. */
  static Optional<String> domainOf(Question question) {
    return Optional.ofNullable(question.domain())
        .flatMap(MailDomain::ofCompany)
        .filter(domain -> !EmailLists.isPublic(domain));
  }

  /** Empty: there is nothing to look for. */
  static Optional<EmailSearch> of(Question question, DomainPatterns patterns, Ticket ticket) {
    return domainOf(question)
        .map(domain -> of(question, domain, patterns.of(domain), ticket))
        .filter(search -> !search.candidates.isEmpty());
  }

  private static EmailSearch of(
      Question question, String domain, Optional<AddressPattern> learnt, Ticket ticket) {
    var candidates =
        Candidates.likeliest(question.firstName(), question.lastName(), learnt).stream()
            .filter(candidate -> !EmailLists.isRole(candidate.localPart()))
            .toList();
    return new EmailSearch(domain, candidates, learnt, ticket);
  }

  String domain() {
    return domain;
  }

  /** What is known by now. */
  Ticket ticket() {
    return ticket;
  }

  /**
   * Asks about nobody first, to recognise a domain that accepts everybody, then about one candidate
   * after the other.
   *
   * @throws NoAnswerException when the exchangers do not say enough; {@link #ticket} has what they
   *     did say
   */
  Answer search(Recipients recipients, DomainPatterns patterns)
      throws NoAnswerException, InterruptedException {
    if (!ticket.catchAllRuledOut()) {
      switch (recipients.check(EmailAddress.ofNobody(ticket.seed(), domain))) {
        case ACCEPTED -> {
          return searchCatchAll(recipients);
        }
        case UNKNOWN -> ticket = ticket.rulingOutCatchAll();
        case REFUSED -> throw new NoAnswerException(NoAnswerException.Reason.REFUSED);
        case LATER -> {}
      }
    }
    var found = firstOf(candidates, recipients);
    // One that exists says nothing of a domain that may be a catch-all.
    if (found.isPresent() && !ticket.catchAllRuledOut()) {
      throw new NoAnswerException(NoAnswerException.Reason.LATER);
    }
    found.ifPresent(candidate -> patterns.learn(domain, candidate.pattern()));
    return answer(found, EmailStatus.DELIVERABLE);
  }

  /**
   * Nobody is guessed at: only a pattern that is known to be the domain's is believed, and only for
   * names that it gives one address. Nothing says whether Müller is mueller or muller there.
   */
  private Answer searchCatchAll(Recipients recipients)
      throws NoAnswerException, InterruptedException {
    var believable =
        candidates.stream()
            .filter(candidate -> learnt.stream().anyMatch(candidate.pattern()::equals))
            .toList();
    return believable.size() == 1
        ? answer(firstOf(believable, recipients), EmailStatus.CATCH_ALL)
        : Answer.NOT_FOUND;
  }

  /**
   * The first that exists. When an earlier one is postponed, whatever comes after it may be
   * somebody else's. It is asked about all the same, so that greylisting has seen it next time.
   */
  private Optional<Candidate> firstOf(List<Candidate> candidates, Recipients recipients)
      throws NoAnswerException, InterruptedException {
    var postponed = new ArrayList<Candidate>();
    for (var candidate : candidates) {
      if (ticket.knows(candidate)) {
        continue;
      }
      switch (recipients.check(address(candidate))) {
        case ACCEPTED -> {
          if (postponed.isEmpty()) {
            return Optional.of(candidate);
          }
          throw new NoAnswerException(NoAnswerException.Reason.LATER);
        }
        case UNKNOWN -> ticket = ticket.refusing(candidate);
        case REFUSED -> throw new NoAnswerException(NoAnswerException.Reason.REFUSED);
        case LATER -> postponed.add(candidate);
      }
    }
    if (!postponed.isEmpty()) {
      throw new NoAnswerException(NoAnswerException.Reason.LATER);
    }
    return Optional.empty();
  }

  private Answer answer(Optional<Candidate> found, EmailStatus status) {
    return found
        .<Answer>map(candidate -> new Answer.Found(Findings.ofEmail(address(candidate), status)))
        .orElse(Answer.NOT_FOUND);
  }

  private String address(Candidate candidate) {
    return candidate.localPart() + "@" + domain;
  }
}
