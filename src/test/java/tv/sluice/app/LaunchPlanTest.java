package tv.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.sluice.app.embedded.ServerKind;
import tv.sluice.platform.role.Role;

final class LaunchPlanTest {
    @Test
    void byDefaultAllRolesRunWithAllServers() {
        LaunchPlan plan = plan(Map.of());
        assertThat(plan.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(plan.embedded()).containsExactlyInAnyOrder(ServerKind.values());
        assertThat(plan.settings()).isEmpty();
        assertThat(plan.data()).isEqualTo(Path.of("data"));
        assertThat(plan.jsonLog()).isFalse();
    }

    @Test
    void aConfiguredServerIsNotStarted() {
        LaunchPlan plan = plan(Map.of("kafka.bootstrap.servers", "kafka:9092", "quarkus.redis.hosts", "redis://r"));
        assertThat(plan.embedded()).containsExactly(ServerKind.DATABASE);
    }

    @Test
    void aTranscoderNeedsTheBrokerOnly() {
        LaunchPlan plan = plan(Map.of("sluice.roles", "transcoder"));
        assertThat(plan.embedded()).containsExactly(ServerKind.BROKER);
        assertThat(plan.settings())
                .containsOnly(
                        Map.entry("quarkus.datasource.active", "false"),
                        Map.entry("quarkus.hibernate-orm.active", "false"),
                        Map.entry("quarkus.flyway.active", "false"),
                        Map.entry("quarkus.redis.active", "false"));
    }

    @Test
    void deliveryNeedsTheCacheOnly() {
        LaunchPlan plan = plan(Map.of("sluice.roles", " Delivery "));
        assertThat(plan.embedded()).containsExactly(ServerKind.CACHE);
        assertThat(plan.settings()).containsKey("quarkus.datasource.active").doesNotContainKey("quarkus.redis.active");
    }

    @Test
    void theMigrationGoesToTheConfiguredDatabase() {
        String key = "quarkus.datasource.reactive.url";
        for (String url :
                new String[] {"vertx-reactive:mysql://db:3306/s?a=b", "mysql://db:3306/s?a=b", "mariadb://db:3306/s?a=b"
                }) {
            assertThat(plan(Map.of(key, url)).settings())
                    .containsExactly(Map.entry("quarkus.datasource.jdbc.url", "jdbc:mariadb://db:3306/s?a=b"));
        }
        assertThat(plan(Map.of(key, "mysql://db/s", "quarkus.datasource.jdbc.url", "jdbc:mariadb://other/s"))
                        .settings())
                .isEmpty();
        assertThatThrownBy(() -> plan(Map.of(key, "postgresql://db/s")))
                .hasMessageContaining("\"postgresql://db/s\", expected vertx-reactive:mysql://");
    }

    @Test
    void aWrongRoleIsNamed() {
        assertThatThrownBy(() -> plan(Map.of("sluice.roles", "api,apis")))
                .hasMessage("sluice.roles has \"apis\", expected one or more of api,delivery,transcoder");
        assertThatThrownBy(() -> plan(Map.of("sluice.roles", " "))).hasMessageContaining("sluice.roles is empty");
    }

    private static LaunchPlan plan(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "sluice.roles", "api,delivery,transcoder",
                "sluice.data", "data",
                "sluice.embedded.artifacts", "servers",
                "sluice.log.json", "false"));
        all.putAll(settings);
        return LaunchPlan.of(key -> Optional.ofNullable(all.get(key)));
    }
}
