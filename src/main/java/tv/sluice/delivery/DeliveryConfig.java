package tv.sluice.delivery;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The segment endpoint's settings. */
@ConfigMapping(prefix = "sluice.delivery")
interface DeliveryConfig {
    /** The address to listen on. */
    String host();

    /** The port to listen on; 0 takes a free one. */
    int port();

    /** How long media can still be fetched after the playback token of the session has expired. */
    Duration sessionGrace();

    /** The secret that all delivery nodes share, at least 32 characters; without one it is made and kept in the file. */
    Optional<String> sessionSecret();

    /** Where a secret made here is kept. */
    Path sessionSecretFile();

    /** Connections beyond this many are closed at once. */
    int maxConnections();

    /** The longest a request's head may take to arrive. */
    Duration headTimeout();

    /** How long a connection may wait for its next request. */
    Duration idleTimeout();

    /** How long a reader may take nothing of an answer. */
    Duration stallTimeout();

    /** How long running answers have to finish when the server stops. */
    Duration drainTimeout();

    /** How long playback ids, keys and descriptors are believed without looking at storage again. */
    Duration cacheTtl();

    /** Memory for descriptors and the playlists computed from them. */
    MemorySize descriptorMemory();

    /** Media objects that are kept open. */
    int openObjects();

    /** Playback tokens per second that an address may present in vain. */
    int tokenFailuresPerSecond();

    /** Whether each request is logged, without its token. */
    boolean accessLog();
}
