package enrichment.store.lookups;

import enrichment.domain.ContactKey;

/**
 * One question to one provider about one contact, however often it is put.
 *
 * @param askedFor what the provider is asked for, as the trace has it
 * @param about for a verification, the provider whose email is verified; else empty
 */
public record LookupCall(ContactKey contact, String provider, String askedFor, String about) {

  public static LookupCall of(ContactKey contact, String provider, String askedFor) {
    return new LookupCall(contact, provider, askedFor, "");
  }
}
