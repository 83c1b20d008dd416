package enrichment.providers.http;

import enrichment.providers.Answer;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.Question;
import java.time.InstantSource;

/** Asks what has become of a question. That costs nothing, so it can be done again at will. */
record Poll(
    Definition definition,
    Dialogue dialogue,
    Polling polling,
    VendorClient client,
    InstantSource clock) {

  /** Even late it is asked once more: what has been paid for may be there by now. */
  Answer ask(Question question, Ticket ticket) throws ProviderException {
    try {
      var answer = askOnce(question, ticket);
      if (answer instanceof Answer.Pending && isLate(ticket)) {
        throw givenUp();
      }
      return answer;
    } catch (ProviderException e) {
      throw switch (e.kind()) {
        case BUSY, UNAVAILABLE, NOT_YET -> isLate(ticket) ? givenUp() : e;
        // What has been taken is worth another look.
        case IN_DOUBT -> isLate(ticket) ? givenUp() : unavailable(e);
        case REFUSED, KEY_REFUSED, QUOTA_EXHAUSTED -> e;
      };
    }
  }

  private Answer askOnce(Question question, Ticket ticket) throws ProviderException {
    var values = new Values(definition.key(), question, ticket.vendors());
    var request =
        polling
            .request()
            .fill(values)
            .orElseThrow(() -> new ProviderException(Kind.REFUSED, "unknown_ticket"));
    return new ReplyReader(dialogue, question, send(request)).ofPoll(ticket, polling);
  }

  private VendorReply send(VendorRequest request) throws ProviderException {
    try {
      return client.send(request, definition.terms().timeout());
    } catch (ProviderException e) {
      throw unavailable(e);
    }
  }

  private static ProviderException unavailable(ProviderException e) {
    return new ProviderException(Kind.UNAVAILABLE, e.reason());
  }

  private boolean isLate(Ticket ticket) {
    return ticket.isOlderThan(polling.atMost(), clock.instant());
  }

  private static ProviderException givenUp() {
    return new ProviderException(Kind.IN_DOUBT, "given_up");
  }
}
