package enrichment.worker;

import io.temporal.activity.ActivityInterface;

@ActivityInterface
public interface FailingActivity {

  void fail() throws Exception;
}
