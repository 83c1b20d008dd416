package enrichment.api.temporal;

import enrichment.workflows.webui.EnrichmentAttributes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Links into Temporal's web UI.
 *
 * @param url where it is, without a slash at its end; null where nobody has said
 */
public record WebUi(@Nullable String url, String namespace) {

  /** The workflow's page; null where the web UI is not known. */
  public @Nullable String workflow(String workflowId) {
    return url == null ? null : workflows() + "/" + encoded(workflowId);
  }

  /** The list of all workflows of an account; null where the web UI is not known. */
  public @Nullable String workflowsOf(UUID accountId) {
    return list("%s = '%s'".formatted(EnrichmentAttributes.ACCOUNT_ID.getName(), accountId));
  }

  /**
   * The workflows that a list filter leaves; null where the web UI is not known.
   *
   * @param filter in Temporal's language for them
   */
  public @Nullable String list(String filter) {
    return url == null ? null : workflows() + "?query=" + encoded(filter);
  }

  private String workflows() {
    return "%s/namespaces/%s/workflows".formatted(url, encoded(namespace));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
