package enrichment.workflows.webui;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import io.temporal.workflow.Workflow;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a batch stands, for whoever looks at it in the web UI. Asked for when somebody looks: it
 * costs no event.
 */
public final class BatchDetails {

  private static final int MOST_POSITIONS = 20;

  private final EnrichmentPlan plan;
  private final SortedSet<Integer> open;

  public BatchDetails(EnrichmentPlan plan) {
    this.plan = plan;
    this.open =
        IntStream.range(0, plan.contacts()).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  public void contactEnded(ContactKey contact, EnrichmentTotals ended) {
    open.remove(contact.position());
    show(ended);
  }

  public void show(EnrichmentTotals ended) {
    show(ended, open.isEmpty() ? "**Closes its books.**" : waitsForContacts());
  }

  public void waitsForTurn(EnrichmentTotals ended) {
    show(ended, "**Waits for its turn** among the batches of its account.");
  }

  /**
   * @param untold whether the message about the whole batch is yet to be delivered
   */
  public void closed(EnrichmentTotals ended, boolean untold) {
    open.clear();
    show(
        ended,
        untold
            ? "**Waits until its message about the whole batch is delivered.**"
            : "The books are closed.");
  }

  private void show(EnrichmentTotals ended, String waitsFor) {
    Workflow.setCurrentDetails(
        """
        **%d of %d** contacts have ended.

        | outcome | contacts |
        |---|---:|
        %s
        | *open* | %d |

        %s
        """
            .formatted(
                plan.contacts() - open.size(),
                plan.contacts(),
                rows(ended),
                open.size(),
                waitsFor));
  }

  private static String rows(EnrichmentTotals ended) {
    return Stream.of(ContactOutcome.values())
        .map(outcome -> "| %s | %d |".formatted(ContactDetails.word(outcome), ended.of(outcome)))
        .collect(Collectors.joining("\n"));
  }

  private String waitsForContacts() {
    var positions =
        open.stream()
            .limit(MOST_POSITIONS)
            .map("%03d"::formatted)
            .collect(Collectors.joining(", "));
    return "**Waits for %s** %s%s: looked up%s."
        .formatted(
            open.size() == 1 ? "contact" : open.size() + " contacts,",
            positions,
            open.size() > MOST_POSITIONS ? " …" : "",
            plan.webhook() ? ", and until their webhooks are delivered" : "");
  }
}
