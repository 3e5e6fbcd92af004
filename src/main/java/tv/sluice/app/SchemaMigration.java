package tv.sluice.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.flywaydb.core.Flyway;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;

/** Brings the database to the schema of this version, before anything else of the api role. Several processes may do so at once. */
@ApplicationScoped
class SchemaMigration implements RoleService {
    private final Instance<Flyway> flyway;

    SchemaMigration(Instance<Flyway> flyway) {
        this.flyway = flyway;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    public void start() {
        flyway.get().migrate();
    }
}
