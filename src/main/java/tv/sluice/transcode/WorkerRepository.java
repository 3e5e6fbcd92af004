package tv.sluice.transcode;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import tv.sluice.platform.db.Transaction;

/** The rows of transcoders. */
@ApplicationScoped
class WorkerRepository {
    /** Notes that a transcoder was seen. Heartbeats of one transcoder come one after the other, so nobody races here. */
    Uni<Void> seen(Transaction tx, WorkerHeartbeat heartbeat, Instant at) {
        return tx.session()
                .find(TranscodeWorker.class, heartbeat.worker())
                .onItem()
                .ifNotNull()
                .invoke(row -> row.take(heartbeat, at))
                .onItem()
                .ifNull()
                .switchTo(() -> {
                    TranscodeWorker row = new TranscodeWorker(heartbeat, at);
                    return tx.session().persist(row).replaceWith(row);
                })
                .replaceWithVoid();
    }

    Uni<WorkerFleet> fleet(Transaction tx, Instant seenAfter) {
        return tx.session()
                .createSelectionQuery("from TranscodeWorker where seenAt > :after order by id", TranscodeWorker.class)
                .setParameter("after", seenAfter)
                .getResultList()
                .map(rows -> new WorkerFleet(
                        rows.stream().map(TranscodeWorker::state).toList()));
    }

    Uni<Void> forget(Transaction tx, Instant seenBefore) {
        return tx.session()
                .createMutationQuery("delete from TranscodeWorker where seenAt < :before")
                .setParameter("before", seenBefore)
                .executeUpdate()
                .replaceWithVoid();
    }
}
