package tv.sluice.app.embedded;

import java.io.IOException;
import java.util.Map;
import tv.sluice.platform.process.GuardedCommand;

/** One of the three servers: how it is prepared, started, asked whether it serves, and addressed by the program. */
sealed interface Server permits MariaDb, Kafka, Redis {
    ServerKind kind();

    /** Unpacks and initialises what is missing. Blocks; can be repeated, also after having been killed in the middle. */
    void prepare() throws IOException, InterruptedException;

    /** The command line, with the configuration it refers to written for this start. */
    GuardedCommand command() throws IOException;

    Probe probe();

    /** The configuration that leads the program to the server. */
    Map<String, String> addresses();
}
