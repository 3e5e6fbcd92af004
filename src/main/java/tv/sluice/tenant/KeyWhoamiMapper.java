package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import tv.sluice.api.model.Whoami;
import tv.sluice.platform.db.Database;

/** Shows callers their API key. */
@ApplicationScoped
class KeyWhoamiMapper implements WhoamiMapper {
    private final Database database;
    private final KeyService keys;

    KeyWhoamiMapper(Database database, KeyService keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public Uni<Whoami> add(Whoami whoami, Identity identity) {
        String owner = identity.tenantId();
        return switch (identity.kind()) {
            case API_KEY, PUBLISHABLE_KEY ->
                owner == null
                        ? Uni.createFrom().item(whoami)
                        : database.read(tx -> keys.get(tx, new Space(owner, identity.environment()), identity.id()))
                                .map(key -> whoami.apiKey(KeyMapper.key(key)));
            case PERSON, OPERATOR -> Uni.createFrom().item(whoami);
        };
    }
}
