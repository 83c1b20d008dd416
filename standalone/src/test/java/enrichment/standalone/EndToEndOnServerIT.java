package enrichment.standalone;

@OnRealServer
class EndToEndOnServerIT extends EndToEndIT {}
