package enrichment.workflows.maintenance;

import enrichment.domain.Unfinished;

/**
 * @param next where to go on
 * @param before what earlier runs of this workflow have come to
 */
public record ReconciliationInput(RestartInput next, ReconciliationResult before) {

  public static final ReconciliationInput FIRST =
      new ReconciliationInput(
          new RestartInput(Unfinished.OPEN, null), ReconciliationResult.NOTHING);
}
