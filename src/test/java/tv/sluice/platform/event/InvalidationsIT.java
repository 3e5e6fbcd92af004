package tv.sluice.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.Polling;
import tv.sluice.app.embedded.EmbeddedServers;
import tv.sluice.app.embedded.ServerKind;

/** Two processes' worth of invalidations over a real Redis, which comes and goes. */
class InvalidationsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private EmbeddedServers servers;
    private Invalidations teller;
    private Invalidations listener;

    @BeforeEach
    void open() throws IOException {
        Path artifacts = Path.of(System.getProperty("sluice.test.servers", "target/servers"));
        servers = EmbeddedServers.start(folder, artifacts, Set.of(ServerKind.CACHE), loss -> {});
        String address = servers.addresses().get(ServerKind.CACHE.addressKey());
        teller = new Invalidations(Redis.createClient(vertx, address), vertx);
        listener = new Invalidations(Redis.createClient(vertx, address), vertx);
        listener.onInvalidate(heard::add);
    }

    @AfterEach
    void close() throws Exception {
        teller.close();
        listener.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        servers.close();
    }

    private void untilHeard(String key) {
        Polling.until(key + " is heard", SOON, () -> {
            teller.publish(key);
            return heard.contains(key);
        });
    }

    @Test
    void whatOneProcessAnnouncesEveryOtherHears() {
        untilHeard("p/first.json");
        long begin = System.nanoTime();
        teller.publish("p/second.json");
        Polling.until("the second is heard", SOON, () -> heard.contains("p/second.json"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(heard.stream().filter("p/second.json"::equals)).hasSize(1);
    }

    @Test
    void withoutRedisNobodyWaitsAndAfterwardsItGoesOn() throws IOException {
        untilHeard("p/before.json");
        servers.stop(ServerKind.CACHE);
        long begin = System.nanoTime();
        for (int i = 0; i < 5_000; i++) {
            teller.publish("p/away" + i + ".json");
        }
        // Had even twenty of them waited for their time-out, it would have taken longer.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));

        servers.start(ServerKind.CACHE);
        untilHeard("p/after.json");
    }

    @Test
    void theOwnProcessHearsEvenWithoutRedis() {
        servers.stop(ServerKind.CACHE);
        listener.publish("k/key.json");
        assertThat(heard).containsExactly("k/key.json");
    }
}
