package tv.sluice.platform.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Limits of the REST API, and who may call it from a browser. */
@ConfigMapping(prefix = "sluice.api")
interface ApiConfig {
    /** The largest JSON body that is read. */
    MemorySize maxBody();

    /** How long a client may take to send its body. */
    Duration bodyTimeout();

    /** The largest JSON body that is sent. */
    MemorySize maxAnswer();

    /** For how long answers about single resources are remembered; zero for not at all. */
    Duration answerMemory();

    /** How much memory those answers take. */
    MemorySize answerMemorySize();

    /** Web origins whose pages may call the API; none but our own by default. */
    Optional<List<String>> corsOrigins();
}
