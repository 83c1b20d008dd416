package enrichment.api.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import enrichment.store.accounts.Scope;
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

  public static Problem accountSuspended() {
    return of(
        "account-suspended", "Account suspended", 403, "The operator has suspended the account.");
  }

  public static Problem insufficientScope(Scope scope) {
    return of(
            "insufficient-scope",
            "Insufficient scope",
            403,
            "This needs a key with the scope " + scope.wireName() + ".")
        .with("required_scope", scope.wireName());
  }

  static Problem tooManyRequests(long retryAfterSeconds) {
    return of(
        "too-many-requests",
        "Too many requests",
        429,
        "Send it again in " + count(retryAfterSeconds, "second") + ".");
  }

  static Problem tooManyStreams(int most) {
    return of(
        "too-many-requests",
        "Too many requests",
        429,
        "An account may have " + most + " event streams open at a time.");
  }

  public static Problem tooManyRotations(int most) {
    return of(
        "too-many-requests",
        "Too many requests",
        429,
        "At most " + most + " old secrets are in use beside the current one.");
  }

  public static Problem tooManyRedeliveries(int most) {
    return of(
        "too-many-requests",
        "Too many requests",
        429,
        "A message is delivered again at most " + most + " times in a day.");
  }

  public static Problem tooManyKeys(int most) {
    return of(
        "too-many-keys",
        "Too many keys",
        409,
        "An account has at most " + most + " keys that work; revoke one that is not needed.");
  }

  static Problem idempotencyInProgress() {
    return of(
        "idempotency-in-progress",
        "Request in progress",
        409,
        "The first request with this Idempotency-Key is still being decided on.");
  }

  static Problem idempotencyKeyReused() {
    return of(
        "idempotency-key-reused",
        "Idempotency key reused",
        422,
        "This Idempotency-Key was sent with another request.");
  }

  /** The same for whatever is not there and for whatever is somebody else's. */
  public static Problem notFound() {
    return of("not-found", "Not found", 404, "There is no such resource.");
  }

  /** For the owner of what was there before. */
  public static Problem gone() {
    return of("gone", "Gone", 410, "It was erased, or its time to be kept is over.");
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
      case 408 ->
          of(
              "request-timeout",
              "Request timeout",
              408,
              "The request came too slowly, or not at all.");
      case 413 ->
          of("payload-too-large", "Payload too large", 413, "A body has at most 1,048,576 bytes.");
      case 414 ->
          of("uri-too-long", "URI too long", 414, "A request has at most 16 KiB of headers.");
      case 431 ->
          of(
              "headers-too-large",
              "Headers too large",
              431,
              "A request has at most 16 KiB of headers.");
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
