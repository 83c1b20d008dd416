# The api and the worker, one image each: docker build --target api|worker .

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN mvn -B -ntp -q package -DskipTests

FROM eclipse-temurin:25.0.1_8-jre AS base
RUN useradd --system --uid 10001 enrichment
USER 10001
WORKDIR /app
# Options are not in the environment, since the JVM says on the log that it takes some from there.
# The last one has it not warn there of what protobuf does with memory.

FROM base AS api
COPY --from=build /source/api/target/lib lib
COPY --from=build /source/api/target/classes classes
EXPOSE 8080 9464
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", "-cp", "classes:lib/*", "enrichment.api.Main"]

FROM base AS worker
COPY --from=build /source/worker/target/lib lib
COPY --from=build /source/worker/target/classes classes
EXPOSE 9464
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", "-cp", "classes:lib/*", "enrichment.worker.Main"]
