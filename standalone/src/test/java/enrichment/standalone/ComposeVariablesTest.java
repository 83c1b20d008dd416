package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeVariablesTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("SET", "value", "EMPTY", "");

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "${SET}, value",
    "${SET:-default}, value",
    "${SET-default}, value",
    "${EMPTY:-default}, default",
    "a${EMPTY-default}b, ab",
    "${ABSENT:-default}, default",
    "${ABSENT-default}, default",
    "a${ABSENT}b, ab",
    "a${ABSENT:-}b, ab",
    "${SET}:${ABSENT:-5432}, value:5432",
    "--db $$1, --db $1",
    "$${SET}, ${SET}"
  })
  void isResolvedAsComposeDoes(String text, String resolved) {
    assertThat(ComposeVariables.resolve(text, ENVIRONMENT)).isEqualTo(resolved);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$SET", "${SET:?required}", "${SET:+other}", "${ABSENT:-${SET}}x$"})
  void whatIsNotUnderstoodIsNotPassedOn(String text) {
    assertThatThrownBy(() -> ComposeVariables.resolve(text, ENVIRONMENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDollarInAValueStaysOne() {
    assertThat(ComposeVariables.resolve("${SET}", Map.of("SET", "$1\\"))).isEqualTo("$1\\");
  }
}
