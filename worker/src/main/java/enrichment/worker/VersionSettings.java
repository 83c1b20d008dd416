package enrichment.worker;

import io.temporal.common.WorkerDeploymentVersion;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which version of the code a worker says that it is. */
final class VersionSettings {

  private static final String USUAL_DEPLOYMENT = "enrichment";

  /** Temporal joins both names with a dot, or a colon. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+-]{1,100}");

  private static final Pattern BUILD_ID = Pattern.compile("[A-Za-z0-9_.+-]{1,100}");

  /**
   * @return null where {@code WORKER_BUILD_ID} is not set
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  static @Nullable WorkerDeploymentVersion read(Map<String, String> environment) {
    var buildId = environment.getOrDefault("WORKER_BUILD_ID", "");
    var deployment = environment.getOrDefault("WORKER_DEPLOYMENT", "");
    check("WORKER_DEPLOYMENT", deployment, NAME);
    check("WORKER_BUILD_ID", buildId, BUILD_ID);
    if (buildId.isEmpty()) {
      return null;
    }
    return new WorkerDeploymentVersion(
        deployment.isEmpty() ? USUAL_DEPLOYMENT : deployment, buildId);
  }

  private static void check(String variable, String value, Pattern allowed) {
    if (!value.isEmpty() && !allowed.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s is up to 100 letters, digits and -_+%s: %s"
              .formatted(variable, allowed == BUILD_ID ? "." : "", value));
    }
  }

  private VersionSettings() {}
}
