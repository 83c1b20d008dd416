package enrichment.api.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error as the client sees it: RFC 9457, with one more member, {@code error}, for clients that
 * look for a short sentence there.
 *
 * @param members what else is known, in the order in which it is written
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "error"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonAnyGetter Map<String, Object> members) {

  public static final String CONTENT_TYPE = "application/problem+json";

  @JsonProperty("error")
  public String error() {
    return title;
  }

  public static Problem invalidRequest(List<FieldProblem> errors) {
    return of("invalid-request", "Invalid request", 422, count(errors.size(), "problem"))
        .with("errors", List.copyOf(errors));
  }

  public static Problem malformed(List<FieldProblem> errors) {
    return malformed(count(errors.size(), "problem")).with("errors", List.copyOf(errors));
  }

  public static Problem malformed(String detail) {
    return of("malformed-request", "Malformed request", 400, detail);
  }

  public static Problem insufficientCredits(int contacts, long required, long available) {
    return of(
            "insufficient-credits",
            "Insufficient credits",
            422,
            "This %s needs %s; %d %s available."
                .formatted(
                    contacts == 1 ? "contact" : "batch",
                    count(required, "credit"),
                    available,
                    available == 1 ? "is" : "are"))
        .with("required", required)
        .with("available", available);
  }

  public static Problem consentRequired() {
    return of(
        "consent-required",
        "Consent required",
        422,
        "Personal emails are looked up only for accounts whose consent is recorded.");
  }

  public static Problem unauthorized(String detail) {
    return of("unauthorized", "Unauthorized", 401, detail);
  }

  /** The same for whatever is not there and for whatever is somebody else's. */
  public static Problem notFound() {
    return of("not-found", "Not found", 404, "There is no such resource.");
  }

  public static Problem conflictingReference() {
    return of(
        "conflicting-reference",
        "Conflicting reference",
        409,
        "This reference was granted before, with another amount or expiry.");
  }

  public static Problem notFinal() {
    return of(
        "not-final", "Not final", 409, "The contact is still being looked up; nothing was sent.");
  }

  public static Problem noMessage() {
    return of("no-webhook", "No webhook", 409, "No webhook was asked for about this contact.");
  }

  public static Problem invalidQuery(String detail) {
    return of("invalid-request", "Invalid request", 422, detail);
  }

  public static Problem unavailable() {
    return of(
        "unavailable", "Unavailable", 503, "The request could not be taken on. Send it again.");
  }

  public static Problem internalError() {
    return of("internal-error", "Internal error", 500, "Something unexpected went wrong.");
  }

  /** An error of the HTTP server's own. */
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> notFound();
      case 405 ->
          of("method-not-allowed", "Method not allowed", 405, "See Allow for those that are.");
      case 413 ->
          of("payload-too-large", "Payload too large", 413, "A body has at most 1,048,576 bytes.");
      case 503 -> unavailable();
      default ->
          status >= 400 && status < 500
              ? of("malformed-request", HttpStatus.getMessage(status), status, "See RFC 9110.")
              : internalError();
    };
  }

  public static Problem of(String slug, String title, int status, String detail) {
    return new Problem("urn:enrichment:problem:" + slug, title, status, detail, Map.of());
  }

  public Problem with(String name, Object value) {
    var extended = new LinkedHashMap<>(members);
    extended.put(name, value);
    return new Problem(type, title, status, detail, extended);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
