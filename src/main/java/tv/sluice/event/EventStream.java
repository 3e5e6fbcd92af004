package tv.sluice.event;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tv.sluice.platform.journal.EventJson;
import tv.sluice.platform.journal.EventTypes;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.net.Abort;

/**
 * One client that follows the events of a space (server-sent events, WHATWG HTML). It is written to on its own event loop only. It keeps
 * nothing that the network does not take: what it lacks it reads again from the journal.
 */
final class EventStream {
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 256 << 10;

    private final RoutingContext routing;
    private final HttpServerResponse response;
    private final Context context;
    private final String space;
    private final Set<String> types;
    private final String delivery;
    private volatile long last;
    /** Counts how often it fell behind: what was on its way to it before that must not reach it any more. */
    private final AtomicInteger turn = new AtomicInteger();

    private volatile long takenAt = System.nanoTime();
    private volatile boolean ended;

    /**
     * A stream that has not begun.
     *
     * @param last place of the event behind which it begins
     * @param delivery base URL of the segment endpoint, as this client sees it
     */
    EventStream(RoutingContext routing, String space, Set<String> types, String delivery, long last) {
        this.routing = routing;
        this.response = routing.response();
        this.context = routing.vertx().getOrCreateContext();
        this.space = space;
        this.types = types;
        this.delivery = delivery;
        this.last = last;
    }

    /** Sends the head of the answer. @param gone is called once, when the client is gone or the stream has ended */
    void begin(Runnable gone) {
        response.setWriteQueueMaxSize(BUFFER);
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // Each event is to leave at once, through compression and proxies.
                .putHeader("Content-Encoding", "identity")
                .putHeader("X-Accel-Buffering", "no");
        response.exceptionHandler(failure -> end());
        response.closeHandler(closed -> {
            ended = true;
            gone.run();
        });
        response.endHandler(done -> {
            ended = true;
            gone.run();
        });
        write(COMMENT);
        if (response.closed()) {
            ended = true;
            gone.run();
        }
    }

    /**
     * Hands over the next event, on any thread.
     *
     * @param inTurn {@link #turn} when it was up to date; of no effect if it has fallen behind since then
     * @param behind is called if it falls behind by this
     */
    void send(JournalEvent event, byte[] frame, int inTurn, Runnable behind) {
        context.runOnContext(ignored -> {
            if (inTurn != turn.get() || event.seq() <= last) {
                return;
            }
            if (isFull()) {
                turn.incrementAndGet();
                behind.run();
                return;
            }
            last = event.seq();
            if (wants(event)) {
                write(frame);
            }
        });
    }

    boolean wants(JournalEvent event) {
        return EventTypes.include(types, event.type());
    }

    /** Calls back when all that was handed over is written, unless it has fallen behind. */
    void afterwards(int inTurn, Runnable then) {
        context.runOnContext(ignored -> {
            if (inTurn == turn.get()) {
                then.run();
            }
        });
    }

    int turn() {
        return turn.get();
    }

    /** The event as it is sent to this client. */
    byte[] frame(JournalEvent event) {
        return frame(event, delivery);
    }

    static byte[] frame(JournalEvent event, String delivery) {
        return ("id: " + event.id() + "\nevent: " + event.type() + "\ndata: " + EventJson.of(event, delivery) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Says that the stream is there. */
    void greet() {
        context.runOnContext(ignored -> write(COMMENT));
    }

    private void write(byte[] bytes) {
        if (!ended && !response.ended() && !response.closed()) {
            response.write(Buffer.buffer(bytes));
            if (!isFull()) {
                takenAt = System.nanoTime();
            }
        }
    }

    /** Calls back on the stream's event loop when there is room again. */
    void whenDrained(Runnable then) {
        context.runOnContext(ignored -> {
            if (isFull()) {
                response.drainHandler(drained -> {
                    response.drainHandler(null);
                    takenAt = System.nanoTime();
                    then.run();
                });
            } else {
                then.run();
            }
        });
    }

    /** Ends the answer; a client that does not take it is cut off. */
    void end() {
        context.runOnContext(ignored -> {
            if (!response.ended() && !response.closed()) {
                if (isFull()) {
                    cut();
                } else {
                    response.end();
                }
            }
        });
    }

    private void cut() {
        if (routing.request().version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            Abort.connection(routing.request().connection());
        }
    }

    /** Whether it takes no more at the moment. One that has ended is not full. */
    boolean isFull() {
        try {
            return !ended && !response.ended() && !response.closed() && response.writeQueueFull();
        } catch (IllegalStateException endedJustNow) {
            return false;
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** When it last took what was written, in {@link System#nanoTime}. */
    long takenAt() {
        return takenAt;
    }

    /** Place of the last event that it has, or does not want. */
    long last() {
        return last;
    }

    String space() {
        return space;
    }

    /** How this client sees the segment endpoint. */
    String delivery() {
        return delivery;
    }

    RoutingContext routing() {
        return routing;
    }
}
