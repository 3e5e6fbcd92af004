package tv.sluice.platform.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one unit of work has to write into the journal, and where that comes from. */
public final class Recording {
    private final List<Change> changes;
    private final List<CallRecord> calls = new ArrayList<>(0);
    private Origin origin;
    private @Nullable String undoes;

    private Recording(Origin origin, List<Change> changes) {
        this.origin = origin;
        this.changes = changes;
    }

    /** Of a unit of work that may change something. */
    public static Recording of(Origin origin) {
        return new Recording(origin, new ArrayList<>());
    }

    /** Of a unit of work that must not: it fails when it notes a change. */
    public static Recording none(Origin origin) {
        return new Recording(origin, List.of());
    }

    /** What has been noted so far. */
    public List<Change> changes() {
        return changes;
    }

    /** Calls that are to be written down although they changed nothing. */
    List<CallRecord> calls() {
        return calls;
    }

    public Origin origin() {
        return origin;
    }

    void causedBy(@Nullable String requestId, @Nullable String traceParent) {
        origin = origin.causedBy(requestId, traceParent);
    }

    @Nullable
    String undoes() {
        return undoes;
    }

    void undoes(String auditId) {
        undoes = auditId;
    }

    boolean isEmpty() {
        return changes.isEmpty() && calls.isEmpty();
    }

    /** Where events come to be by this. */
    public Set<String> spaces() {
        return changes.stream().map(Change::tenantId).collect(Collectors.toSet());
    }
}
