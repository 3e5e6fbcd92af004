package tv.sluice.app;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tv.sluice.app.embedded.EmbeddedServers;
import tv.sluice.app.embedded.EmbeddedServersException;

/**
 * The program. The servers it brings along start side by side with Quarkus, which learns their addresses from system properties, and
 * stop after it.
 */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        try {
            LaunchPlan plan = plan();
            plan.settings().forEach(System::setProperty);
            if (plan.jsonLog()) {
                JsonLog.install();
            }
            StopOrder stop = new StopOrder();
            if (!plan.embedded().isEmpty()) {
                stop.last(startServers(plan));
            }
            ApplicationLifecycleManager.setDefaultExitCodeHandler((code, failure) -> {
                stop.quarkusHasStopped();
                if (!ApplicationLifecycleManager.isVmShuttingDown()) {
                    System.exit(code);
                }
            });
            stop.quarkusIsRunning();
            Quarkus.run(arguments);
        } catch (IllegalArgumentException | EmbeddedServersException failure) {
            giveUp(failure);
        } catch (IOException failure) {
            giveUp(new EmbeddedServersException("The data folder cannot be used: " + failure));
        }
    }

    /** The same sources that Quarkus will read. */
    private static LaunchPlan plan() {
        SmallRyeConfig configuration = ConfigUtils.configBuilder().build();
        return LaunchPlan.of(
                key -> Optional.ofNullable(configuration.getConfigValue(key).getValue())
                        .filter(value -> !value.isBlank()));
    }

    private static EmbeddedServers startServers(LaunchPlan plan) throws IOException {
        EmbeddedServers servers = EmbeddedServers.start(
                plan.data(),
                ProgramFolder.resolve(plan.artifacts(), System.getProperty("java.class.path")),
                plan.embedded(),
                Main::giveUp);
        servers.addresses().forEach(System::setProperty);
        servers.ready().whenComplete((done, failure) -> {
            if (failure != null) {
                giveUp(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
        return servers;
    }

    private static void giveUp(@Nullable Throwable failure) {
        System.err.println("Sluice cannot run: " + (failure == null ? "unknown" : failure.getMessage()));
        System.exit(1);
    }
}
