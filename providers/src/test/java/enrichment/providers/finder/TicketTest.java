package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {

  @Test
  void isReadAsItWasWritten() throws ProviderException {
    var ticket = Ticket.read(null);
    assertThat(Ticket.read(ticket.write())).isEqualTo(ticket);
    var further =
        ticket
            .postponed()
            .postponed()
            .rulingOutCatchAll()
            .refusing(new Candidate(12, AddressPattern.FIRST, "ada"))
            .refusing(new Candidate(3, AddressPattern.LAST, "byron"));
    assertThat(Ticket.read(further.write())).isEqualTo(further);
    assertThat(further.write()).matches("1:2:[0-9a-z]+:y:3,12");
  }

  @Test
  void differsFromQuestionToQuestion() throws ProviderException {
    assertThat(Ticket.read(null).seed()).isNotEqualTo(Ticket.read(null).seed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1:0:x:n",
        "2:0:x:n:",
        "1:a:x:n:",
        "1:-1:x:n:",
        "1:0:ü:n:",
        "1:0:x:n:1,a"
      })
  void isRefusedWhenItIsNone(String written) {
    assertThatThrownBy(() -> Ticket.read(written))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }
}
