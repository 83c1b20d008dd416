# Two commands do everything on a machine with git, make, Maven and a JDK from 21 up: 'make demo'
# and 'make test'. Maven itself may run on an older JDK; it picks the newest for the build.

MVN := mvn -B -ntp
SOURCES := $(shell find . -path '*/target' -prune -o \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) -type f -print)
BUILT := standalone/target/built
CLI_BUILT := cli/target/built
REPLAY_BUILT := replay/target/built

.DEFAULT_GOAL := help
.PHONY: help demo run import providers cli test test-server check-starts test-families test-compose fuzz check-docs check-web-ui format record-histories \
	replay replay-live bench-webhooks bench-long-run bench-throughput clean jdk

help: ## lists the goals
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

demo: $(BUILT) ## enriches a batch of 100 contacts, everything in one process, and ends
	@LOG_LEVEL=$${LOG_LEVEL:-WARN} exec bin/standalone demo

run: $(BUILT) ## keeps the stack up: HTTP_PORT, DATA_DIR, ADMIN_TOKEN, DEMO_API_KEY …
	@exec bin/standalone run

import: $(BUILT) ## fills the directory from a CSV file: make import FILE=people.csv
	@test -n "$(FILE)" || { echo "Which file? make import FILE=people.csv" >&2; exit 2; }
	@exec bin/standalone import "$(FILE)"

providers: $(BUILT) ## lists who is asked for what, and checks the keys: PROVIDERS_FILE=providers.yaml
	@LOG_LEVEL=$${LOG_LEVEL:-WARN} exec bin/standalone providers

cli: $(CLI_BUILT) ## builds the command line client; bin/enrichment does so by itself

test: jdk ## all tests and checks; no Docker needed
	$(MVN) -T 2 verify

test-server: jdk ## tests that need a real Temporal server; builds one if there is none
	@PATH="$$(dirname "$$(bin/temporal)"):$$PATH" \
		$(MVN) verify -pl standalone -am -DexcludedGroups= -Dgroups=server \
		-Dsurefire.failIfNoSpecifiedTests=false

check-starts: $(BUILT) ## starts every process in every way that the documents name, on the class path that ships
	@exec dev/check-starts

test-compose: jdk ## runs docker-compose.yml without an engine: its services as processes
	@exec dev/test-compose

fuzz: $(BUILT) ## has 20,000 requests made up by the OpenAPI document, and holds the answers against it
	@exec dev/fuzz

check-docs: $(BUILT) ## opens /docs in headless Chromium, and tries calls out from it
	@exec dev/check-docs

check-web-ui: $(BUILT) ## opens Temporal's web UI in headless Chromium: a list, a batch, a contact
	@exec dev/check-web-ui

test-families: jdk ## suppresses, erases and enriches 10,000 made-up families, in any order
	$(MVN) -q verify -pl store -am -Dtest=FamiliesTest -Dfamilies=10000 -Dsurefire.failIfNoSpecifiedTests=false

format: ## formats all Java files
	$(MVN) -q spotless:apply

record-histories: jdk ## records workflow histories of a new version on a real server: make record-histories VERSION=v6
	@test -n "$(VERSION)" || { echo "Of which version? make record-histories VERSION=v6" >&2; exit 2; }
	@PATH="$$(dirname "$$(bin/temporal)"):$$PATH" \
		$(MVN) -q -pl workflows -am verify -DexcludedGroups= -Dgroups=record \
		-Dhistories.version=$(VERSION) -Dhistories.folder=$(abspath $(INTO)) \
		-Dsurefire.failIfNoSpecifiedTests=false

replay: $(REPLAY_BUILT) ## replays all recorded histories, and says in plain words what a change breaks
	@exec bin/replay recorded workflows/src/test/resources/histories

replay-live: $(REPLAY_BUILT) ## replays the open runs of a server before a deploy: TEMPORAL_ADDRESS=… LIMIT=100 KEEP=folder
	@test -n "$(TEMPORAL_ADDRESS)$(TEMPORAL_PROFILE)" || { \
		echo "Of which server? make replay-live TEMPORAL_ADDRESS=host:7233" >&2; exit 2; }
	@exec bin/replay live

bench-webhooks: jdk ## measures what webhooks cost: CPU, memory, and a neighbour's patience
	@PATH="$$(dirname "$$(bin/temporal)"):$$PATH" \
		$(MVN) -q verify -pl standalone -am -DexcludedGroups= -Dgroups=benchmark -Dtest='!ThroughputTest,!LongRunTest' \
		-Dmaven.test.redirectTestOutputToFile=false -Dsurefire.failIfNoSpecifiedTests=false

VARIANTS := usual,autoscaling

bench-long-run: jdk ## has 100,000 contacts enriched with the Temporal inside: is it as fast at the end?
	@$(MVN) -q verify -pl standalone -am -DexcludedGroups= -Dgroups=benchmark -Dtest=LongRunTest \
		-Dmaven.test.redirectTestOutputToFile=false -Dsurefire.failIfNoSpecifiedTests=false

bench-throughput: jdk ## measures sizes of a worker in turn: make bench-throughput VARIANTS=usual,cache=2000
	@PATH="$$(dirname "$$(bin/temporal)"):$$PATH" \
		$(MVN) -q verify -pl standalone -am -DexcludedGroups= -Dgroups=benchmark -Dtest=ThroughputTest \
		-Dvariants=$(VARIANTS) \
		-Dmaven.test.redirectTestOutputToFile=false -Dsurefire.failIfNoSpecifiedTests=false

clean: ## removes what was built; data stays
	$(MVN) -q clean

jdk:
	@bin/jdk > /dev/null

$(BUILT): $(SOURCES) | jdk
	@echo "Building …"
	@rm -rf */target/lib
	@$(MVN) -q -Dstyle.color=never package -DskipTests
	@touch $@

$(CLI_BUILT): pom.xml $(filter ./cli/%,$(SOURCES)) | jdk
	@echo "Building …"
	@rm -rf cli/target/lib
	@$(MVN) -q -Dstyle.color=never -pl cli package -DskipTests
	@touch $@

$(REPLAY_BUILT): pom.xml $(filter ./replay/% ./workflows/% ./temporal/% ./domain/% ./store/%,$(SOURCES)) | jdk
	@echo "Building …"
	@rm -rf replay/target/lib
	@$(MVN) -q -Dstyle.color=never -pl replay -am package -DskipTests
	@touch $@
