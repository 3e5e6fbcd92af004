package tv.sluice.playback;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import tv.sluice.platform.config.SecretFile;
import tv.sluice.platform.role.Role;
import tv.sluice.platform.role.RoleService;
import tv.sluice.platform.storage.Storage;
import tv.sluice.playback.token.KeyPairs;
import tv.sluice.playback.token.PlaybackToken;
import tv.sluice.playback.token.PublicKeyRecord;

/** Signs playback tokens with the server's own key, and does what else takes a while with keys, off the event loops. */
@Startup // Reads its file before there are requests.
@ApplicationScoped
class ServerKeyWorker implements RoleService {
    private final ServerKey key;
    private final Storage storage;
    private final Vertx vertx;

    ServerKeyWorker(PlaybackConfig config, Storage storage, Vertx vertx) {
        this.key = ServerKey.ofPem(new SecretFile(config.signingKeyFile()).readOrMake(ServerKey::newPem));
        this.storage = storage;
        this.vertx = vertx;
    }

    @Override
    public Role role() {
        return Role.API;
    }

    /** Lets delivery know the public part, which is valid for every tenant. */
    @Override
    public void start() {
        PublicKeyRecord record = key.published();
        storage.write(PublicKeyRecord.storageKey(record.keyId()), record.toJson());
    }

    Uni<String> sign(PlaybackToken token) {
        return onWorker(() -> token.sign(key.id(), key.privateKey()));
    }

    Uni<KeyPair> newPair() {
        return onWorker(KeyPairs::generate);
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
