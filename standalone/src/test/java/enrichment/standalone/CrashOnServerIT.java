package enrichment.standalone;

@OnRealServer
class CrashOnServerIT extends CrashIT {}
