package enrichment.store.sql;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.UUID;

/** New ids: UUIDs of version 7 (RFC 9562), which sort by time and so keep indexes compact. */
public final class Ids {

  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  public static UUID next() {
    return GENERATOR.generate();
  }

  /** What is not greater than any id of this moment or later. */
  public static UUID firstAt(Instant moment) {
    return new UUID(moment.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
  }

  private Ids() {}
}
