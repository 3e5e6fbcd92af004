package tv.sluice.app;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Log records as one JSON object a line on the standard output, in place of Quarkus's text. */
final class JsonLog {
    private JsonLog() {}

    /** To be called before Quarkus starts, so that its first line is JSON already. */
    static void install() {
        System.setProperty("quarkus.log.console.enabled", "false");
        System.setProperty("quarkus.banner.enabled", "false");
        Logger root = LogContext.getLogContext().getLogger("");
        // Quarkus sets the configured level when it starts; until then, its own would let everything through.
        root.setLevel(Level.INFO);
        root.addHandler(new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, new JsonLines()));
    }
}
