package enrichment.api.http;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a body, so that one answer tells all of it. */
public final class Problems {

  private final List<FieldProblem> found = new ArrayList<>();
  private boolean malformed;

  /** A value is not of the JSON type that its place asks for. */
  public void wrongType(String pointer, String expected) {
    malformed = true;
    found.add(new FieldProblem(pointer, "must be " + expected));
  }

  /** A value is of the right type, and breaks a rule. */
  public void broken(String pointer, String detail) {
    found.add(new FieldProblem(pointer, detail));
  }

  /**
   * @throws ProblemException a malformed request if any type was wrong, else an invalid one
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ProblemException(
          malformed ? Problem.malformed(found) : Problem.invalidRequest(found));
    }
  }
}
