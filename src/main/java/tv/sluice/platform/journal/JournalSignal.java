package tv.sluice.platform.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tv.sluice.platform.event.Announcements;

/**
 * Says that something has happened, right after its commit: in this process at once, in others best effort over Redis. Whoever follows
 * events looks every second anyway.
 */
@ApplicationScoped
public class JournalSignal {
    private static final String TOPIC = "sluice:journal";

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Announcements announcements;

    JournalSignal(Announcements announcements) {
        this.announcements = announcements;
    }

    /** Calls the listener with each space in which something has happened, on any thread; it must be quick. */
    public void onCommit(Consumer<String> listener) {
        if (listeners.isEmpty()) {
            announcements.listen(TOPIC, this::tell);
        }
        listeners.add(listener);
    }

    /** Events have been committed in these spaces. Never fails and never waits. */
    public void committed(Set<String> spaces) {
        for (String space : spaces) {
            tell(space);
            announcements.send(TOPIC, space);
        }
    }

    private void tell(String space) {
        for (Consumer<String> listener : listeners) {
            listener.accept(space);
        }
    }
}
