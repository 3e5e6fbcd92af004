package tv.sluice.playback;

import io.smallrye.mutiny.Uni;
import java.security.KeyPair;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.SigningKeysApi;
import tv.sluice.api.model.SigningKeyCreate;
import tv.sluice.api.model.SigningKeyPage;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.deletion.Deletions;
import tv.sluice.platform.web.Created;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.playback.token.KeyPairs;
import tv.sluice.tenant.Caller;

/** Signing keys over REST. */
@Cancellable(false)
class SigningKeyResource implements SigningKeysApi {
    private final SigningKeyService keys;
    private final ServerKeyWorker worker;
    private final Database database;
    private final Deletions deletions;
    private final Caller caller;

    SigningKeyResource(
            SigningKeyService keys, ServerKeyWorker worker, Database database, Deletions deletions, Caller caller) {
        this.keys = keys;
        this.worker = worker;
        this.database = database;
        this.deletions = deletions;
        this.caller = caller;
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.SigningKey>> createSigningKey(SigningKeyCreate create) {
        String tenant = caller.tenantId();
        return worker.newPair()
                .chain(pair -> database.write(tx -> keys.create(tx, tenant, create.getName(), pair))
                        .map(key -> answer(key, pair)));
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.SigningKey>> getSigningKey(String signingKeyId) {
        String tenant = caller.tenantId();
        return database.read(tx -> keys.get(tx, tenant, signingKeyId))
                .map(key -> RestResponse.ok(PlaybackMapper.signingKey(key, null)));
    }

    @Override
    public Uni<RestResponse<SigningKeyPage>> listSigningKeys(Integer limit, @Nullable String cursor) {
        String tenant = caller.tenantId();
        PageRequest page = PageRequest.of(limit, cursor, SigningKey.PREFIX);
        return database.read(tx -> keys.list(tx, tenant, page))
                .map(found -> RestResponse.ok(PlaybackMapper.page(found)));
    }

    @Override
    public Uni<RestResponse<Void>> deleteSigningKey(String signingKeyId) {
        String tenant = caller.tenantId();
        return database.write(tx -> keys.delete(tx, tenant, signingKeyId))
                .call(deletions::run)
                .replaceWith(RestResponse.noContent());
    }

    /** The one answer with the private part, which nobody but the client keeps. */
    private static RestResponse<tv.sluice.api.model.SigningKey> answer(SigningKey key, KeyPair pair) {
        return Created.secretAt(
                "/v1/signing-keys/" + key.id(), PlaybackMapper.signingKey(key, KeyPairs.pem(pair.getPrivate())));
    }
}
