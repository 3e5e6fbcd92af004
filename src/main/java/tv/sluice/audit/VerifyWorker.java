package tv.sluice.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.journal.AuditChain;
import tv.sluice.platform.journal.AuditRecord;

/** Computes the hashes of entries on a thread of its own, one batch after the other: whoever verifies a lot takes one core at most. */
@ApplicationScoped
class VerifyWorker {
    private final WorkerExecutor thread;

    VerifyWorker(Vertx vertx) {
        this.thread = vertx.createSharedWorkerExecutor("audit-verify", 1);
    }

    /** Shows these entries to the check, and says how many there were. */
    Uni<Integer> check(ChainCheck check, List<AuditRecord> entries) {
        return Uni.createFrom()
                .completionStage(() -> thread.executeBlocking(
                                () -> {
                                    entries.forEach(entry -> check.see(link(entry)));
                                    return entries.size();
                                },
                                false)
                        .toCompletionStage());
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    static ChainLink link(AuditRecord entry) {
        return new ChainLink(entry.sequence(), entry.id(), entry.previousHash(), entry.hash(), AuditChain.hash(entry));
    }
}
