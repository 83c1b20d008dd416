package enrichment.domain;

/** What an enrichment consists of, which decides on the workflow that runs it. */
public enum EnrichmentKind {
  BULK,
  SINGLE,
  /** One person who is looked up for several types: a contact for each, all run as a batch. */
  COMBINED
}
