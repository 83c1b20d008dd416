package enrichment.workflows.maintenance;

import enrichment.domain.Unfinished;
import enrichment.domain.UnfinishedPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** So many pages of each kind; a workflow is missing on every page. */
public final class CountedPages implements ReconciliationActivities {

  private final List<RestartInput> asked = new ArrayList<>();
  private final int pages;

  public CountedPages(int pages) {
    this.pages = pages;
  }

  @Override
  public synchronized RestartPage restartEnrichments(RestartInput input) {
    asked.add(input);
    var page = input.after() == null ? 1 : input.after().enrichmentId().getLeastSignificantBits();
    var last = new UnfinishedPlace(new UUID(0, 7), new UUID(0, page + 1));
    return new RestartPage(1, page < pages ? last : null);
  }

  @Override
  public int restartRedeliveries() {
    return 2;
  }

  @Override
  public int cancelUntold() {
    return 3;
  }

  synchronized List<RestartInput> asked() {
    return List.copyOf(asked);
  }

  List<Unfinished> order() {
    return asked().stream().map(RestartInput::why).distinct().toList();
  }
}
