package enrichment.worker;

import enrichment.domain.AddressPolicy;
import java.util.Map;

/**
 * How webhooks are sent, as the environment says it.
 *
 * @param addresses {@code WEBHOOK_ALLOWED_NETWORKS}: CIDRs, separated by commas, that webhooks may
 *     reach though they are not public
 * @param postsPerHost {@code WEBHOOK_POSTS_PER_HOST}: how many POSTs of one worker to one host may
 *     be under way at a time
 */
public record WebhookSettings(AddressPolicy addresses, int postsPerHost) {

  private static final String POSTS_PER_HOST = "WEBHOOK_POSTS_PER_HOST";

  /** A batch is 100 messages; most receivers answer within a fraction of a second. */
  private static final String USUAL_POSTS_PER_HOST = "50";

  /**
   * @param networks what {@code WEBHOOK_ALLOWED_NETWORKS} is where it is not set
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static WebhookSettings read(Map<String, String> environment, String networks) {
    return new WebhookSettings(
        AddressPolicy.read(value(environment, AddressPolicy.VARIABLE, networks)),
        postsPerHost(value(environment, POSTS_PER_HOST, USUAL_POSTS_PER_HOST)));
  }

  private static String value(Map<String, String> environment, String name, String usual) {
    var value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? usual : value;
  }

  private static int postsPerHost(String value) {
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(POSTS_PER_HOST + " must be a number from 1 to 9999");
    }
    return Integer.parseInt(value);
  }
}
