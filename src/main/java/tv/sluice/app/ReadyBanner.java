package tv.sluice.app;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.Roles;
import tv.sluice.tenant.AdminKey;

/** What a person needs to know when everything runs: where to look, and the first time with which key. */
@Singleton
final class ReadyBanner {
    private static final Logger LOG = Logger.getLogger(ReadyBanner.class);

    private final Roles roles;
    private final FirstKey firstKey;
    private final boolean jsonLog;
    private final String api;
    private final String delivery;
    private final String keyFile;

    ReadyBanner(
            Roles roles,
            FirstKey firstKey,
            @ConfigProperty(name = "sluice.log.json") boolean jsonLog,
            @ConfigProperty(name = "sluice.data") String data,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "sluice.public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "sluice.delivery.port") int deliveryPort) {
        this.roles = roles;
        this.firstKey = firstKey;
        this.jsonLog = jsonLog;
        this.api = publicUrl.orElse("http://localhost:" + port).replaceFirst("/$", "");
        this.delivery = "http://localhost:" + deliveryPort;
        this.keyFile = data + "/admin-key";
    }

    /** In a JSON log each line is a record without the key, which is in its file. */
    void show() {
        if (jsonLog) {
            LOG.infof("Ready: %s", Role.keys(roles.all()));
        } else {
            System.out.println(String.join(System.lineSeparator(), lines()));
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("", "  Sluice is ready (" + Role.keys(roles.all()) + ")", ""));
        if (roles.include(Role.API)) {
            Optional<AdminKey> key = firstKey.made();
            lines.add("  Start page     " + api + "/"
                    + key.map(made -> "#key=" + made.key()).orElse(""));
            lines.add("  API reference  " + api + "/docs/");
            key.ifPresent(made -> lines.add("  Admin API key  " + made.key()));
            lines.add("                 (" + (key.isPresent() ? "also " : "the admin API key is ") + "in "
                    + key.map(made -> made.file().toString()).orElse(keyFile) + ")");
        }
        if (roles.include(Role.DELIVERY)) {
            lines.add("  Segments       " + delivery);
        }
        lines.add("");
        return lines;
    }
}
