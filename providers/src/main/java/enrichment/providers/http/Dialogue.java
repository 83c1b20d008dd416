package enrichment.providers.http;

import enrichment.providers.Cost;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor is asked for one thing.
 *
 * @param needs sets of fields, one of which must be there whole; empty: nothing is needed
 * @param polling null where it answers at once
 */
record Dialogue(
    RequestTemplate request,
    AnswerReader answer,
    Meanings meanings,
    @Nullable Polling polling,
    List<Set<Placeholder>> needs,
    Cost cost) {

  boolean canBeAsked(Values values) {
    return needs.isEmpty()
        || needs.stream()
            .anyMatch(needed -> needed.stream().allMatch(field -> field.in(values).isPresent()));
  }
}
