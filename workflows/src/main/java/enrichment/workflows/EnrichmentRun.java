package enrichment.workflows;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose workflow a workflow is, as its id tells: the other direction of {@link
 * BulkEnrichmentWorkflow#workflowId} and {@link ContactEnrichmentWorkflow#workflowId}.
 *
 * @param position of the contact; null for a batch as a whole
 */
public record EnrichmentRun(UUID enrichmentId, @Nullable Integer position) {

  private static final Pattern ID =
      Pattern.compile(
          "(bulk|contact)-enrichment/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/([0-9]{3}))?");

  /** Empty for the workflow of something else, such as a redelivery. */
  public static Optional<EnrichmentRun> of(String workflowId) {
    var id = ID.matcher(workflowId);
    if (!id.matches()) {
      return Optional.empty();
    }
    var single = id.group(1).equals("contact") ? 0 : null;
    var position = id.group(3) == null ? single : Integer.valueOf(id.group(3));
    return Optional.of(new EnrichmentRun(UUID.fromString(id.group(2)), position));
  }
}
