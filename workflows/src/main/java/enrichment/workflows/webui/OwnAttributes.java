package enrichment.workflows.webui;

import static enrichment.workflows.webui.EnrichmentAttributes.ACCOUNT_ID;
import static enrichment.workflows.webui.EnrichmentAttributes.CONTACT_OUTCOME;
import static enrichment.workflows.webui.EnrichmentAttributes.ENRICHMENT_STATUS;
import static enrichment.workflows.webui.EnrichmentAttributes.PROVIDER;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search attributes of the workflow that runs. Each change is an event in its history. A
 * workflow that was started without any changes none: the server may not know them, and one that an
 * earlier version has started replays as it ran.
 */
public final class OwnAttributes {

  public static void rejected() {
    change(ENRICHMENT_STATUS.valueSet(RunStatus.REJECTED.attribute()));
  }

  /** Of a batch, when its books are closed. */
  public static void closed(EnrichmentTotals totals) {
    change(
        ENRICHMENT_STATUS.valueSet(RunStatus.of(totals).attribute()),
        CONTACT_OUTCOME.valueSet(outcomes(totals)));
  }

  /** Of a batch, when a contact of it has ended as none before. */
  public static void contactsEnded(EnrichmentTotals totals) {
    change(CONTACT_OUTCOME.valueSet(outcomes(totals)));
  }

  /**
   * Of a contact.
   *
   * @param finder the provider that found it, if one did
   */
  public static void contactEnded(ContactOutcome outcome, @Nullable String finder) {
    change(
        ENRICHMENT_STATUS.valueSet(RunStatus.of(outcome).attribute()),
        CONTACT_OUTCOME.valueSet(List.of(name(outcome))),
        finder == null ? PROVIDER.valueUnset() : PROVIDER.valueSet(List.of(finder)));
  }

  /** Of a contact, before a provider is asked whose answer may be long in coming. */
  public static void waitsFor(String provider) {
    change(PROVIDER.valueSet(List.of(provider)));
  }

  /** For the next run of a batch, which begins where its contacts run; null when there are none. */
  public static @Nullable SearchAttributes ofAcceptedBatch() {
    return areKept()
        ? SearchAttributes.newBuilder(Workflow.getTypedSearchAttributes())
            .set(ENRICHMENT_STATUS, RunStatus.IN_PROGRESS.attribute())
            .build()
        : null;
  }

  /** For the workflow of a contact of this batch; null when there are none. */
  public static @Nullable SearchAttributes ofContact(EnrichmentType type) {
    return areKept()
        ? EnrichmentAttributes.ofContact(Workflow.getTypedSearchAttributes().get(ACCOUNT_ID), type)
        : null;
  }

  private static void change(SearchAttributeUpdate<?>... updates) {
    if (areKept()) {
      Workflow.upsertTypedSearchAttributes(updates);
    }
  }

  /** Nothing but the start of a workflow gives it this one. */
  private static boolean areKept() {
    return Workflow.getTypedSearchAttributes().containsKey(ACCOUNT_ID);
  }

  private static List<String> outcomes(EnrichmentTotals totals) {
    return Stream.of(ContactOutcome.values())
        .filter(outcome -> totals.of(outcome) > 0)
        .map(OwnAttributes::name)
        .toList();
  }

  private static String name(ContactOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private OwnAttributes() {}
}
