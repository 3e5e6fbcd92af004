package tv.sluice.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.ApiKeysApi;
import tv.sluice.api.model.ApiKeyCreate;
import tv.sluice.api.model.ApiKeyPage;
import tv.sluice.api.model.ApiKeyRotation;
import tv.sluice.api.model.ApiKeyState;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.EntityTag;
import tv.sluice.platform.web.PageRequest;

/** API keys over REST. */
@Cancellable(false)
class KeyResource implements ApiKeysApi {
    private static final String PATH = "/v1/api-keys/";

    private final KeyService keys;
    private final KeyAuthenticator authenticator;
    private final Database database;
    private final Caller caller;

    KeyResource(KeyService keys, KeyAuthenticator authenticator, Database database, Caller caller) {
        this.keys = keys;
        this.authenticator = authenticator;
        this.database = database;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.ApiKey>> createApiKey(ApiKeyCreate create) {
        Identity giver = caller.identity();
        String owner = caller.owner();
        KeyDraft draft = KeyMapper.draft(create, "");
        return database.write(tx -> keys.create(tx, giver, owner, draft))
                .map(issued -> Created.secretAt(PATH + issued.key().id(), KeyMapper.issued(issued)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.ApiKey>> getApiKey(String apiKeyId) {
        Space space = caller.space();
        return database.read(tx -> keys.get(tx, space, apiKeyId)).map(KeyResource::answer);
    }

    @Override
    public Uni<RestResponse<ApiKeyPage>> listApiKeys(
            Integer limit, @Nullable String cursor, @Nullable ApiKeyState state) {
        Space space = caller.space();
        PageRequest page = PageRequest.of(limit, cursor, ApiKey.PREFIX);
        return database.read(tx -> keys.list(tx, space, KeyMapper.state(state), page))
                .map(found -> RestResponse.ok(KeyMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.ApiKey>> updateApiKey(
            String apiKeyId, JsonNode patch, @Nullable String ifMatch) {
        Identity identity = caller.identity();
        Space space = caller.space();
        return database.write(tx -> keys.patch(tx, identity, space, apiKeyId, patch, ifMatch))
                .invoke(authenticator::changed)
                .map(KeyResource::answer);
    }

    @Override
    public Uni<RestResponse<Void>> revokeApiKey(String apiKeyId, @Nullable String ifMatch) {
        Space space = caller.space();
        return database.write(tx -> keys.revoke(tx, space, apiKeyId, ifMatch))
                .invoke(authenticator::changed)
                .replaceWith(RestResponse.noContent());
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.ApiKey>> rotateApiKey(String apiKeyId, ApiKeyRotation rotation) {
        Identity identity = caller.identity();
        Space space = caller.space();
        Duration overlap = Duration.ofSeconds(rotation.getOverlap());
        return database.write(tx -> keys.rotate(tx, identity, space, apiKeyId, overlap, rotation.getExpiresAt()))
                .invoke(done -> authenticator.changed(done.old()))
                .map(KeyService.Rotation::issued)
                .map(issued -> Created.secretAt(PATH + issued.key().id(), KeyMapper.issued(issued)));
    }

    private static RestResponse<tv.sluice.api.model.ApiKey> answer(ApiKey key) {
        return RestResponse.ResponseBuilder.ok(KeyMapper.key(key))
                .header(HttpHeaders.ETAG, new EntityTag(key.version()).header())
                .build();
    }
}
