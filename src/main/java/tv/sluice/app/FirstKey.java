package tv.sluice.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.tenant.AdminKey;
import tv.sluice.tenant.FirstStart;

/** Has the first start make its API key once there is a schema, and remembers the key for the banner. */
@ApplicationScoped
class FirstKey implements RoleService {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final FirstStart firstStart;
    private volatile Optional<AdminKey> made = Optional.empty();

    FirstKey(FirstStart firstStart) {
        this.firstStart = firstStart;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    @Override
    public int order() {
        return FIRST + 1;
    }

    @Override
    public void start() {
        made = firstStart.run().await().atMost(DEADLINE);
    }

    /** The key, when this run has made it. */
    Optional<AdminKey> made() {
        return made;
    }
}
