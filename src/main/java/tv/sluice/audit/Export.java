package tv.sluice.audit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import tv.sluice.platform.journal.AuditChain;
import tv.sluice.platform.journal.AuditRecord;

/**
 * One export under way: reads the next entries when the client has taken the ones before, so never holds more than a batch. A client that
 * takes nothing for too long is cut off; an export that fails half-way is cut off too, so that nobody takes it for the whole.
 */
final class Export {
    private static final Logger LOG = Logger.getLogger(Export.class);
    private static final int BATCH = 200;

    private final RoutingContext routing;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final AuditService audit;
    private final String space;
    private final Duration patience;
    private SequenceRange rest;
    private boolean waiting;
    private long stallTimer;

    Export(RoutingContext routing, AuditService audit, String space, SequenceRange range, Duration patience) {
        this.routing = routing;
        this.response = routing.response();
        this.vertx = routing.vertx();
        this.audit = audit;
        this.space = space;
        this.rest = range;
        this.patience = patience;
    }

    void run() {
        response.drainHandler(drained -> goOn());
        response.closeHandler(closed -> vertx.cancelTimer(stallTimer));
        next();
    }

    private void goOn() {
        if (waiting) {
            waiting = false;
            vertx.cancelTimer(stallTimer);
            next();
        }
    }

    private void next() {
        if (response.closed() || response.ended()) {
            return;
        }
        if (rest.isEmpty()) {
            response.end();
            return;
        }
        audit.oldest(space, rest, BATCH).subscribe().with(this::write, this::fail);
    }

    private void write(List<AuditRecord> entries) {
        if (response.closed()) {
            return;
        }
        if (entries.isEmpty()) {
            response.end();
            return;
        }
        rest = entries.size() < BATCH
                ? rest.none()
                : rest.after(entries.getLast().sequence());
        response.write(lines(entries));
        if (response.writeQueueFull()) {
            waiting = true;
            stallTimer =
                    vertx.setTimer(patience.toMillis(), ignored -> cutOff("the client took nothing for " + patience));
        } else {
            next();
        }
    }

    private void fail(Throwable failure) {
        cutOff(failure.toString());
    }

    private void cutOff(String why) {
        LOG.warnf("Export of the audit of %s cut off: %s", space, why);
        routing.request().connection().close();
    }

    private static Buffer lines(List<AuditRecord> entries) {
        Buffer lines = Buffer.buffer();
        entries.forEach(entry -> lines.appendString(line(entry)));
        return lines;
    }

    /** What the hash is of, byte for byte, but for the two hashes at the end. */
    static String line(AuditRecord entry) {
        String canonical = AuditChain.canonical(entry);
        return canonical.substring(0, canonical.length() - 1) + ",\"previousHash\":\"" + entry.previousHash()
                + "\",\"hash\":\"" + entry.hash() + "\"}\n";
    }
}
