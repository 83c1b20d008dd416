package enrichment.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.providers.Answer;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.Question;
import java.time.Instant;

/** Reads one reply of a vendor. */
record ReplyReader(Dialogue dialogue, Question question, VendorReply reply) {

  /**
   * @param now when the question was put
   */
  Answer ofSubmission(Instant now) throws ProviderException {
    var polling = dialogue.polling();
    var meaning = dialogue.meanings().of(reply);
    var isUsual = dialogue.meanings().declared(reply).isEmpty();
    var isTaken = meaning == Meaning.PENDING || meaning == Meaning.FOUND && isUsual;
    if (polling == null || !isTaken) {
      return of(meaning);
    }
    var ticket = read(json -> polling.ticket().text(json)).orElseThrow(() -> refused("no_ticket"));
    return new Answer.Pending(new Ticket(now, ticket).toString(), polling.every());
  }

  /** What it means that something is pending is the caller's to know. */
  Answer ofPoll(Ticket ticket, Polling polling) throws ProviderException {
    var meaning = dialogue.meanings().declared(reply).orElseGet(() -> usualOfPoll(polling));
    if (meaning == Meaning.PENDING) {
      return new Answer.Pending(ticket.toString(), polling.every());
    }
    if (meaning == Meaning.FOUND && reply.json().isEmpty()) {
      // Whatever stands between has answered: what was asked for may come next time.
      throw new ProviderException(Kind.UNAVAILABLE, "malformed");
    }
    return of(meaning);
  }

  private Meaning usualOfPoll(Polling polling) {
    var pending = polling.pending();
    var isPending =
        pending == null
            ? reply.status() == 202
            : reply.isSuccess() && reply.json().filter(pending::isTrue).isPresent();
    return isPending ? Meaning.PENDING : dialogue.meanings().of(reply);
  }

  private Answer of(Meaning meaning) throws ProviderException {
    if (meaning.failure().isPresent()) {
      throw failure(meaning.failure().get(), reply);
    }
    if (meaning == Meaning.NOT_FOUND) {
      return Answer.NOT_FOUND;
    }
    return read(json -> dialogue.answer().read(json, question));
  }

  private interface Read<T> {
    T from(JsonNode json) throws UnreadableAnswerException;
  }

  private <T> T read(Read<T> read) throws ProviderException {
    try {
      return read.from(reply.json().orElseThrow(UnreadableAnswerException::new));
    } catch (UnreadableAnswerException e) {
      throw refused("malformed");
    }
  }

  private static ProviderException refused(String reason) {
    return new ProviderException(Kind.REFUSED, reason);
  }

  static ProviderException failure(Kind kind, VendorReply reply) {
    return new ProviderException(
        kind, "http_" + reply.status(), kind == Kind.BUSY ? reply.retryAfter() : null);
  }
}
