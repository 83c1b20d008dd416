package enrichment.workflows;

import enrichment.domain.Admission;

/**
 * Ends without a result for one contact, until it is told how that contact ends. To its batch this
 * is what a termination from outside looks like, of which the in-process server tells no parent.
 */
public final class LostContactWorkflow implements ContactEnrichmentWorkflow {

  static final int LOST = 1;

  private final ContactEnrichmentWorkflow contact = new ContactEnrichmentWorkflowImpl();

  @Override
  public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
    if (input.contact().position() == LOST && input.endAs() == null) {
      throw StacklessFailures.nonRetryable("Terminated", "TERMINATED");
    }
    return contact.enrich(input);
  }

  @Override
  public Admission admission() {
    return contact.admission();
  }
}
