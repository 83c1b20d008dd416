package enrichment.workflows.webui;

import enrichment.domain.EnrichmentType;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.List;
import java.util.UUID;

/**
 * The search attributes that the workflows of enrichments are found by: ids, types, outcomes and
 * names of providers, nothing of a person. A workflow that was started with them keeps them up to
 * date. Their names are registered on servers and used in people's filters: never rename one.
 */
public final class EnrichmentAttributes {

  public static final SearchAttributeKey<String> ACCOUNT_ID =
      SearchAttributeKey.forKeyword("AccountId");

  /** What is looked up: {@code email}, {@code phone}, {@code personal_email}. */
  public static final SearchAttributeKey<List<String>> ENRICHMENT_TYPE =
      SearchAttributeKey.forKeywordList("EnrichmentType");

  /**
   * {@code queued}, {@code in_progress}, {@code finished}, {@code cancelled}, {@code rejected}; of
   * a contact {@code failed}, too.
   */
  public static final SearchAttributeKey<String> ENRICHMENT_STATUS =
      SearchAttributeKey.forKeyword("EnrichmentStatus");

  /**
   * {@code found}, {@code not_found}, {@code failed}, {@code cancelled}: how a contact ended, which
   * may be long before its webhook is delivered; of a batch, each that any of its contacts has.
   */
  public static final SearchAttributeKey<List<String>> CONTACT_OUTCOME =
      SearchAttributeKey.forKeywordList("ContactOutcome");

  /** Of a contact: who found it, or, as long as it has no outcome, who it waits for. */
  public static final SearchAttributeKey<List<String>> PROVIDER =
      SearchAttributeKey.forKeywordList("Provider");

  /** All of them. */
  public static final List<SearchAttributeKey<?>> KEYS =
      List.of(ACCOUNT_ID, ENRICHMENT_TYPE, ENRICHMENT_STATUS, CONTACT_OUTCOME, PROVIDER);

  /** What a workflow of batches is started with. */
  public static SearchAttributes ofBatch(UUID accountId, List<EnrichmentType> types) {
    return of(accountId.toString(), types, RunStatus.QUEUED);
  }

  /**
   * What the workflow of a single enrichment is started with. It is decided on as it begins, so
   * that it is never seen as queued.
   */
  public static SearchAttributes ofSingle(UUID accountId, List<EnrichmentType> types) {
    return of(accountId.toString(), types, RunStatus.IN_PROGRESS);
  }

  /** What the workflow of a contact is started with by its batch. */
  static SearchAttributes ofContact(String accountId, EnrichmentType type) {
    return of(accountId, List.of(type), RunStatus.IN_PROGRESS);
  }

  private static SearchAttributes of(
      String accountId, List<EnrichmentType> types, RunStatus status) {
    return SearchAttributes.newBuilder()
        .set(ACCOUNT_ID, accountId)
        .set(ENRICHMENT_TYPE, types.stream().map(EnrichmentType::wireName).toList())
        .set(ENRICHMENT_STATUS, status.attribute())
        .build();
  }

  private EnrichmentAttributes() {}
}
