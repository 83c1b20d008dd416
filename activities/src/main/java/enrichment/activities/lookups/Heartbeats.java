package enrichment.activities.lookups;

/** Says that an activity which takes long is still under way. */
@FunctionalInterface
interface Heartbeats {

  /** For activities that are run without Temporal. */
  Heartbeats NONE = () -> () -> {};

  /** Begins to say so for the activity of this thread, until what is returned is closed. */
  Beating begin();

  /** What says so. */
  @FunctionalInterface
  interface Beating extends AutoCloseable {
    @Override
    void close();
  }
}
