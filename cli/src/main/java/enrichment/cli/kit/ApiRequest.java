package enrichment.cli.kit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * @param path from the API's base, with its query
 * @param body JSON; null for none
 * @param idempotencyKey by which the server knows a POST that it has seen before
 * @param repeatable whether it does no harm when nobody knows if it was carried out before
 */
public record ApiRequest(
    String method,
    String path,
    byte @Nullable [] body,
    @Nullable String idempotencyKey,
    boolean repeatable) {

  public static ApiRequest get(String path) {
    return new ApiRequest("GET", path, null, null, true);
  }

  public static ApiRequest delete(String path) {
    return new ApiRequest("DELETE", path, null, null, true);
  }

  public static ApiRequest post(String path) {
    return new ApiRequest("POST", path, null, null, false);
  }

  public static ApiRequest post(String path, JsonNode body) {
    return new ApiRequest("POST", path, Json.bytes(body), null, false);
  }

  public static ApiRequest put(String path, JsonNode body) {
    return new ApiRequest("PUT", path, Json.bytes(body), null, true);
  }

  public static ApiRequest patch(String path, JsonNode body) {
    return new ApiRequest("PATCH", path, Json.bytes(body), null, true);
  }

  /** A POST that is carried out once, however often it is sent with this key. */
  public static ApiRequest postOnce(String path, byte[] body, String idempotencyKey) {
    return new ApiRequest("POST", path, body, idempotencyKey, true);
  }

  /** A POST that changes nothing when it is carried out twice. */
  public static ApiRequest repeatablePost(String path) {
    return new ApiRequest("POST", path, null, null, true);
  }

  /** A POST that changes nothing when it is carried out twice. */
  public static ApiRequest repeatablePost(String path, byte[] body) {
    return new ApiRequest("POST", path, body, null, true);
  }
}
