package enrichment.standalone;

@OnRealServer
class RejectedBatchOnServerIT extends RejectedBatchIT {}
