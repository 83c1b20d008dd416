package enrichment.store;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Closes what {@link TestDatabase} opened for the tests of a class; JUnit finds it by itself. */
public final class ClosesTestDatabases implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    var isNested = context.getRequiredTestClass().getEnclosingClass() != null;
    if (!isNested) {
      TestDatabase.closeAll();
    }
  }
}
