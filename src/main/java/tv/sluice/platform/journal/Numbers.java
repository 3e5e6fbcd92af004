package tv.sluice.platform.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tv.sluice.platform.journal.JournalRepository.Given;
import tv.sluice.platform.journal.JournalRepository.Wanted;

/** The numbers that a transaction has been given for its rows in the journal, handed out in order. */
final class Numbers {
    private final Map<String, Long> events = new HashMap<>();
    private final Map<String, Long> entries = new HashMap<>();
    private final Map<String, Long> objects = new HashMap<>();
    private final Map<String, String> hashes = new HashMap<>();

    /**
     * What was given for what was wanted.
     *
     * @param given the last numbers of each
     */
    Numbers(List<Wanted> wanted, List<Given> given) {
        Map<String, Given> last = new HashMap<>();
        given.forEach(each -> last.put(key(each.space(), each.objectId()), each));
        for (Wanted each : wanted) {
            Given until = Objects.requireNonNull(last.get(key(each.space(), each.objectId())));
            if (each.objectId().isEmpty()) {
                events.put(each.space(), until.events() - each.events());
                entries.put(each.space(), until.entries() - each.entries());
                hashes.put(each.space(), until.hash());
            } else {
                objects.put(key(each.space(), each.objectId()), until.events() - each.events());
            }
        }
    }

    long nextEvent(String space) {
        return events.merge(space, 1L, Long::sum);
    }

    long nextEntry(String space) {
        return entries.merge(space, 1L, Long::sum);
    }

    long nextOfObject(String space, String objectId) {
        return objects.merge(key(space, objectId), 1L, Long::sum);
    }

    String lastHash(String space) {
        return Objects.requireNonNull(hashes.get(space));
    }

    void lastHash(String space, String hash) {
        hashes.put(space, hash);
    }

    /** The last hash of each space. */
    Map<String, String> hashes() {
        return hashes;
    }

    private static String key(String space, String objectId) {
        return space + ' ' + objectId;
    }
}
