package enrichment.replay;

import enrichment.worker.NextVersion;
import java.util.List;

/** The replay as it is in the working copy of the version to come. */
public final class NextVersionReplay {

  private NextVersionReplay() {}

  public static void main(String[] arguments) {
    System.exit(Main.status(List.of(arguments), System.getenv(), NextVersion.WORKFLOWS));
  }
}
