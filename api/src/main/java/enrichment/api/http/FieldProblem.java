package enrichment.api.http;

/**
 * One thing that is wrong with a request's body.
 *
 * @param pointer its place, or the place where it should be (RFC 6901)
 * @param detail what is wrong, without quoting what was sent
 */
public record FieldProblem(String pointer, String detail) {}
