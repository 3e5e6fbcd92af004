package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import tv.sluice.platform.config.SecretFile;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.id.Ids;

/**
 * Makes the default tenant and an API key that may do everything, if there is no tenant yet. The key is in its file before it is in the
 * database, so a start that was cut off between the two is finished by the next.
 */
@ApplicationScoped
public class FirstStart {
    /** Id of the tenant that the first start makes. */
    public static final String DEFAULT_TENANT = "ten_00000000000000000000000000";

    private static final String KEY_NAME = "Admin key of the first start";
    /** All there is: only this key and what is made with it, and operators, may do something about other tenants. */
    private static final Set<Scope> SCOPES = Set.of(Scope.ALL, Scope.TENANTS_READ, Scope.TENANTS_WRITE);

    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final Database database;
    private final TenantRepository tenants;
    private final KeyRepository repository;
    private final SecretKeys keys;
    private final SecretFile file;

    FirstStart(
            Database database,
            TenantRepository tenants,
            KeyRepository repository,
            SecretKeys keys,
            TenantConfig config) {
        this.database = database;
        this.tenants = tenants;
        this.repository = repository;
        this.keys = keys;
        this.file = new SecretFile(config.adminKeyFile());
    }

    /** The key if this is the first start, else empty. */
    public Uni<Optional<AdminKey>> run() {
        return database.read(tenants::isEmpty)
                .chain(first -> first ? begin() : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<AdminKey>> begin() {
        return Uni.createFrom()
                .item(() -> file.readOrMake(() -> SecretKeys.next(KeyKind.SECRET)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(key -> store(key)
                        .map(ignored -> Optional.of(new AdminKey(key, file.path())))
                        .onFailure(TenantRepository::isDuplicate)
                        .recoverWithUni(() -> giveWay(key)));
    }

    private Uni<Void> store(String key) {
        Instant now = Instant.now();
        Tenant tenant = new Tenant(DEFAULT_TENANT, TenantSettings.named("Default"), now);
        ApiKey admin = new ApiKey(
                Ids.next(ApiKey.PREFIX),
                Space.live(DEFAULT_TENANT),
                KEY_NAME,
                KeyKind.SECRET,
                keys.secret(key),
                SCOPES,
                List.of(),
                null,
                now);
        return database.write(tx -> tenants.add(tx, tenant).chain(() -> repository.addAll(tx, List.of(admin))))
                .invoke(() -> LOG.infof("First start: the admin API key is in %s", file.path()));
    }

    /** Another process on the same database was first. Our file goes, unless it is that one's as well. */
    private Uni<Optional<AdminKey>> giveWay(String key) {
        return database.read(tx -> repository.find(tx, keys.hash(key)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(found -> {
                    if (found == null) {
                        file.delete();
                    }
                })
                .map(ignored -> Optional.empty());
    }
}
