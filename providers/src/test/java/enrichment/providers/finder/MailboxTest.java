package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are worded as widespread servers word theirs. */
class MailboxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "250|2.1.5 Ok|ACCEPTED",
        "251|User not local; will forward|ACCEPTED",
        "252|2.1.5 Cannot VRFY user|ACCEPTED",
        "452|4.2.2 The recipient's inbox is out of storage space|ACCEPTED",
        "552|5.2.2 <a@b.example>: user is over quota|ACCEPTED",
        "422|The recipient's mailbox is over quota|ACCEPTED",
        "550|Mailbox full|ACCEPTED",
        "552|5.2.2 Come back another day|ACCEPTED",
        "452|4.2.2|ACCEPTED",
        "550|5.1.1 <a@b.example>: Recipient address rejected: User unknown|UNKNOWN",
        "550|5.1.1 The email account that you tried to reach does not exist|UNKNOWN",
        "550|5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup|UNKNOWN",
        "550|5.4.1 Recipient address rejected: Access denied. [x.prod.outlook.com]|UNKNOWN",
        "550|5.5.0 Requested action not taken: mailbox unavailable|UNKNOWN",
        "550|No such user here|UNKNOWN",
        "550|Unrouteable address|UNKNOWN",
        "551|User not local; please try elsewhere|UNKNOWN",
        "553|5.3.0 <a@b.example>... User unknown|UNKNOWN",
        "554|delivery error: This user doesn't have an account|REFUSED",
        "554|5.2.1 The email account is disabled|UNKNOWN",
        "511|5.1.1 Bad destination mailbox address|UNKNOWN",
        "550|<sender.blocked@spamhaus.example>: no such recipient|UNKNOWN",
        "450|4.7.1 Greylisted, try again in 300 seconds|LATER",
        "451|4.2.0 Recipient address rejected: Greylisted|LATER",
        "451|Temporary local problem|LATER",
        "450|4.2.1 The user is receiving mail too quickly|LATER",
        "452|4.3.1 Insufficient system storage|LATER",
        "421|4.7.0 Try again later|LATER",
        "550|5.7.1 Service unavailable; client host blocked using zen.spamhaus.org|REFUSED",
        "550|5.7.1 Unable to relay|REFUSED",
        "550|5.7.606 Access denied, banned sending IP|REFUSED",
        "550|5.1.1 rejected, your IP is on a blacklist|REFUSED",
        "550|5.1.8 Sender address rejected: Domain not found|REFUSED",
        "550|Blocked|REFUSED",
        "550|5.7.1 Go away|REFUSED",
        "550|5.7.1 User unknown|REFUSED",
        "550|relay not permitted|REFUSED",
        "550|Requested action not taken: mailbox unavailable, reject due to policy restrictions|REFUSED",
        "554|5.7.1 Message rejected due to reputation|REFUSED",
        "554|Transaction failed|REFUSED",
        "530|5.7.0 Must issue a STARTTLS command first|REFUSED",
        "503|Bad sequence of commands|REFUSED",
        "535|Authentication required|REFUSED",
      })
  void isWhatTheServerMeans(int code, String text, Mailbox mailbox) {
    assertThat(Mailbox.of(new SmtpReply(code, List.of(text)))).isEqualTo(mailbox);
  }
}
