package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.SluiceProcess;
import tv.sluice.app.embedded.EmbeddedServers;
import tv.sluice.app.embedded.ServerKind;

/** The program with servers that somebody else runs: it uses those, starts none, and connects only to what its roles need. */
class ExternalServersIT {
    private static final Path ARTIFACTS =
            Path.of(System.getProperty("sluice.test.servers", "target/servers")).toAbsolutePath();

    @TempDir
    private static Path folder;

    private static EmbeddedServers servers;

    @BeforeAll
    static void someoneElsesServers() throws IOException {
        servers = EmbeddedServers.start(folder, ARTIFACTS, EnumSet.allOf(ServerKind.class), loss -> {
            throw loss;
        });
        servers.await();
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void configuredServersAreUsedAndNoneIsStarted() throws IOException, SQLException {
        // The migration's address follows from the other one.
        Map<String, String> addresses = new TreeMap<>(servers.addresses());
        addresses.remove("quarkus.datasource.jdbc.url");
        try (SluiceProcess program =
                SluiceProcess.inTemporaryFolder().with(addresses).start()) {
            program.awaitReady();
            assertThat(program.data().resolve("servers")).doesNotExist();
            expect(program.api().get("/v1/videos"), 200);
            assertThat(connections()).isPositive();
        }
    }

    @Test
    void withoutTheApiRoleNothingConnectsToTheDatabase() throws IOException, SQLException {
        try (SluiceProcess program = SluiceProcess.inTemporaryFolder()
                .withRoles("delivery,transcoder")
                .with(servers.addresses())
                .start()) {
            long before = connectionsEver();
            program.awaitReady();
            assertThat(connectionsEver() - before)
                    .as("connections but this test's own")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRoleStartsOnlyTheServersItNeeds() throws IOException {
        try (SluiceProcess program =
                SluiceProcess.inTemporaryFolder().withRoles("delivery").start()) {
            program.awaitReady();
            assertThat(program.serverAddresses()).containsOnlyKeys("quarkus.redis.hosts");
            assertThat(program.data().resolve("servers/mariadb")).doesNotExist();
        }
    }

    @Test
    void anUnknownRoleIsRefusedWithASentence() throws IOException {
        try (SluiceProcess program =
                SluiceProcess.inTemporaryFolder().withRoles("api,transcode").start()) {
            assertThat(program.awaitEnd()).isEqualTo(1);
            assertThat(program.log())
                    .contains("sluice.roles has \"transcode\", expected one or more of api,delivery,transcoder")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void theLogIsJsonOnDemand() throws IOException {
        try (SluiceProcess program = SluiceProcess.inTemporaryFolder()
                .withRoles("delivery")
                .with("sluice.log.json", "true")
                .start()) {
            program.awaitReady();
            assertThat(program.log().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("{\"timestamp\":\"") && line.endsWith("}"));
        }
    }

    private static long connections() throws SQLException {
        return number("SELECT COUNT(*) - 1 FROM information_schema.processlist WHERE user = 'sluice'", 1);
    }

    private static long connectionsEver() throws SQLException {
        return number("SHOW GLOBAL STATUS LIKE 'Connections'", 2);
    }

    private static long number(String query, int column) throws SQLException {
        Map<String, String> addresses = servers.addresses();
        try (Connection connection = DriverManager.getConnection(
                        addresses.get("quarkus.datasource.jdbc.url"),
                        addresses.get("quarkus.datasource.username"),
                        addresses.get("quarkus.datasource.password"));
                ResultSet result = connection.createStatement().executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(column);
        }
    }
}
