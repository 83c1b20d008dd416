package enrichment.standalone;

@OnRealServer
class SyncEnrichEndToEndOnServerIT extends SyncEnrichEndToEndIT {}
