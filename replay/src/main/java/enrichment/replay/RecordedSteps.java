package enrichment.replay;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run did, by its history. */
final class RecordedSteps {

  private static final String LOCAL_ACTIVITY = "LocalActivity";
  private static final String SIDE_EFFECT = "SideEffect";

  /**
   * Version markers are left out, since code may have a version more or less without doing anything
   * else; so are requests to cancel, which are asked for by the SDK itself.
   */
  static List<Step> of(List<HistoryEvent> events) {
    return events.stream().map(RecordedSteps::step).filter(Objects::nonNull).toList();
  }

  private static @Nullable Step step(HistoryEvent event) {
    var text = text(event);
    return text == null ? null : new Step(event.getEventId(), text);
  }

  private static @Nullable String text(HistoryEvent event) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
          Step.activity(
              event.getActivityTaskScheduledEventAttributes().getActivityType().getName());
      case EVENT_TYPE_TIMER_STARTED -> Step.timer();
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> {
        var child = event.getStartChildWorkflowExecutionInitiatedEventAttributes();
        yield Step.child(child.getWorkflowType().getName(), child.getWorkflowId());
      }
      case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> {
        var signal = event.getSignalExternalWorkflowExecutionInitiatedEventAttributes();
        yield Step.signal(signal.getSignalName());
      }
      case EVENT_TYPE_MARKER_RECORDED -> marker(event.getMarkerRecordedEventAttributes());
      case EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES -> attributes(event);
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          Step.continuation(
              event
                  .getWorkflowExecutionContinuedAsNewEventAttributes()
                  .getWorkflowType()
                  .getName());
      // A workflow that was asked to cancel ends as cancelled, whatever its code returns.
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED ->
          Step.END;
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> Step.failure();
      default -> null;
    };
  }

  private static @Nullable String marker(MarkerRecordedEventAttributes marker) {
    return switch (marker.getMarkerName()) {
      case LOCAL_ACTIVITY -> Step.localActivity(localActivityType(marker));
      case SIDE_EFFECT -> Step.sideEffect();
      default -> null;
    };
  }

  private static String localActivityType(MarkerRecordedEventAttributes marker) {
    var type = marker.getDetailsMap().get("type");
    return type == null
        ? "of a name that is not recorded"
        : DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
            type.getPayloads(0), String.class, String.class);
  }

  /** Those that the SDK sets beside a version marker belong to that. */
  private static @Nullable String attributes(HistoryEvent event) {
    var fields =
        event
            .getUpsertWorkflowSearchAttributesEventAttributes()
            .getSearchAttributes()
            .getIndexedFieldsMap()
            .keySet();
    return fields.stream().allMatch("TemporalChangeVersion"::equals)
        ? null
        : Step.searchAttributes();
  }

  private RecordedSteps() {}
}
