package tv.sluice.event;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.JournalReader;

/**
 * Reads the events of one space once and gives them to all streams that are up to date; the others read what they lack by themselves
 * until they are. Its state belongs to one event loop.
 */
final class SpaceFeed {
    private static final Logger LOG = Logger.getLogger(SpaceFeed.class);
    private static final int BATCH = 100;
    private static final FailureLog FAILURES = new FailureLog(LOG, "Events are streamed later");

    private final String space;
    private final Database database;
    private final JournalReader journal;
    private final Context context;
    /** With the turn in which each was up to date. */
    private final Map<EventStream, Integer> upToDate = new LinkedHashMap<>();

    private final AtomicInteger streams = new AtomicInteger();
    private volatile long position;
    private volatile boolean running;
    private boolean reading;
    private boolean again;

    SpaceFeed(String space, Database database, JournalReader journal, Vertx vertx) {
        this.space = space;
        this.database = database;
        this.journal = journal;
        this.context = vertx.getOrCreateContext();
    }

    /** How many streams it has, up to date or not. */
    AtomicInteger streams() {
        return streams;
    }

    /** Up to which event it has read. */
    long position() {
        return position;
    }

    /** Whether it reads all that happens, so that {@link #position} is where the present is. */
    boolean running() {
        return running;
    }

    /** There may be something new. */
    void wake() {
        context.runOnContext(ignored -> read());
    }

    /** Takes in a stream that may be up to date. */
    void join(EventStream stream, int turn) {
        context.runOnContext(ignored -> admit(stream, turn));
    }

    void leave(EventStream stream) {
        context.runOnContext(ignored -> {
            upToDate.remove(stream);
            running = !upToDate.isEmpty();
        });
    }

    private void admit(EventStream stream, int turn) {
        if (stream.hasEnded()) {
            return;
        }
        if (upToDate.isEmpty() && !reading) {
            position = stream.last();
        }
        if (stream.last() >= position) {
            upToDate.put(stream, turn);
            running = true;
            read();
        } else {
            stream.afterwards(turn, () -> catchUp(stream));
        }
    }

    private void read() {
        if (reading) {
            again = true;
            return;
        }
        if (upToDate.isEmpty()) {
            return;
        }
        reading = true;
        again = false;
        long from = position;
        database.read(tx -> journal.after(tx, space, from, BATCH))
                .subscribe()
                .with(
                        events -> context.runOnContext(ignored -> give(events)),
                        failure -> context.runOnContext(ignored -> {
                            reading = false;
                            FAILURES.report(failure);
                        }));
    }

    private void give(List<JournalEvent> events) {
        for (JournalEvent event : events) {
            Map<String, byte[]> frames = new HashMap<>();
            upToDate.forEach((stream, turn) -> {
                if (stream.wants(event)) {
                    byte[] frame = frames.computeIfAbsent(stream.delivery(), base -> EventStream.frame(event, base));
                    stream.send(event, frame, turn, () -> pause(stream));
                }
            });
            position = event.seq();
        }
        reading = false;
        if (again || events.size() == BATCH) {
            read();
        }
    }

    /** The stream's client takes no more at the moment. */
    private void pause(EventStream stream) {
        leave(stream);
        stream.whenDrained(() -> catchUp(stream));
    }

    /** Reads for this stream alone, as fast as it takes what is read, until nothing is left. On the stream's event loop. */
    void catchUp(EventStream stream) {
        if (stream.hasEnded()) {
            return;
        }
        int turn = stream.turn();
        database.read(tx -> journal.after(tx, space, stream.last(), BATCH))
                .subscribe()
                .with(events -> give(stream, events, turn), failure -> {
                    FAILURES.report(failure);
                    stream.end();
                });
    }

    private void give(EventStream stream, List<JournalEvent> events, int turn) {
        for (JournalEvent event : events) {
            stream.send(event, stream.frame(event), turn, () -> pause(stream));
        }
        stream.afterwards(turn, () -> {
            if (events.size() < BATCH) {
                join(stream, turn);
            } else {
                catchUp(stream);
            }
        });
    }
}
