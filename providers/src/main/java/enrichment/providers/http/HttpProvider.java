package enrichment.providers.http;

import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.KeyCheck;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import java.time.InstantSource;
import java.util.Optional;

/** A provider as its definition says. */
final class HttpProvider implements Provider {

  private final Definition definition;
  private final VendorClient client;
  private final InstantSource clock;

  HttpProvider(Definition definition, VendorClient client, InstantSource clock) {
    this.definition = definition;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public ProviderTerms terms() {
    return definition.terms();
  }

  @Override
  public Cost cost(Capability capability) {
    return dialogue(capability).cost();
  }

  @Override
  public boolean can(Capability capability) {
    return definition.dialogues().containsKey(capability);
  }

  private Dialogue dialogue(Capability capability) {
    var dialogue = definition.dialogues().get(capability);
    if (dialogue == null) {
      throw new IllegalArgumentException(name() + " cannot be asked for " + capability);
    }
    return dialogue;
  }

  @Override
  public Answer ask(Question question) throws ProviderException {
    var dialogue = dialogue(question.capability());
    var polling = dialogue.polling();
    var ticket = question.ticket();
    if (ticket == null) {
      return submit(dialogue, question);
    }
    var known = Ticket.parse(ticket);
    if (polling == null || known.isEmpty()) {
      throw new ProviderException(Kind.REFUSED, "unknown_ticket");
    }
    return new Poll(definition, dialogue, polling, client, clock).ask(question, known.get());
  }

  @Override
  public boolean canAnswer(Question question) {
    return submission(dialogue(question.capability()), question).isPresent();
  }

  private Optional<VendorRequest> submission(Dialogue dialogue, Question question) {
    var values = new Values(definition.key(), question, null);
    return dialogue.canBeAsked(values) ? dialogue.request().fill(values) : Optional.empty();
  }

  private Answer submit(Dialogue dialogue, Question question) throws ProviderException {
    var request = submission(dialogue, question);
    if (request.isEmpty()) {
      return Answer.NOT_FOUND;
    }
    var reply = client.send(request.get(), terms().timeout());
    return new ReplyReader(dialogue, question, reply).ofSubmission(clock.instant());
  }

  @Override
  public KeyCheck checkKey() {
    return definition.check() == null
        ? KeyCheck.NOT_OFFERED
        : new KeyChecker(definition, definition.check(), client).run();
  }
}
