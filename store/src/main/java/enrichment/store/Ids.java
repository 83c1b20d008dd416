package enrichment.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** New ids: UUIDs of version 7 (RFC 9562), which sort by time and so keep indexes compact. */
public final class Ids {

  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  public static UUID next() {
    return GENERATOR.generate();
  }

  private Ids() {}
}
