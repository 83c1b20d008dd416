package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that are also run on a real Temporal server: a subclass that has this annotation and
 * nothing else inherits them. It fails where no {@code temporal} executable is on the {@code PATH},
 * since they would then run on the in-process server once more.
 */
@Tag("server")
@ExtendWith(OnRealServer.Required.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnRealServer {

  /** Needs the executable. */
  final class Required implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
      assertThat(StandaloneTemporal.findOnPath())
          .as("a temporal executable on the PATH")
          .isPresent();
    }
  }
}
