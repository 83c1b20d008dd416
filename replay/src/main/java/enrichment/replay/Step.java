package enrichment.replay;

/**
 * Something that a workflow does which Temporal writes down, in words that are the same whether
 * they come from a history or from the code.
 *
 * @param eventId where a history has it; 0 for the code's own
 */
record Step(long eventId, String text) {

  static final String END = "ends";

  /** Of the code as it is now. */
  static Step now(String text) {
    return new Step(0, text);
  }

  static String activity(String type) {
    return "calls the activity " + type;
  }

  static String localActivity(String type) {
    return "calls the local activity " + type;
  }

  static String timer() {
    return "starts a timer";
  }

  static String child(String type, String workflowId) {
    return "starts the child workflow %s …%s"
        .formatted(type, workflowId.substring(Math.max(0, workflowId.lastIndexOf('/'))));
  }

  static String signal(String name) {
    return "sends the signal " + name;
  }

  static String continuation(String type) {
    return "continues as a new run of " + type;
  }

  static String searchAttributes() {
    return "sets search attributes";
  }

  static String sideEffect() {
    return "takes a side effect";
  }

  static String failure() {
    return "fails";
  }

  boolean isSameAs(Step other) {
    return text.equals(other.text);
  }
}
