package tv.sluice.platform.idempotency;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.id.Ids;

/** Who carries out a call, and what it was answered with. */
@ApplicationScoped
class Reservations {
    private static final int MAX_ATTEMPTS = 3;
    /** Who waits for the other request asks again after this, even if that one may take longer. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Database database;
    private final KeptCallRepository repository;
    private final AnswerSeal seal;
    private final Duration retention;
    private final Duration lease;
    private final long maxAnswer;

    Reservations(Database database, KeptCallRepository repository, AnswerSeal seal, IdempotencyConfig config) {
        this.database = database;
        this.repository = repository;
        this.seal = seal;
        this.retention = config.retention();
        this.lease = config.lease();
        this.maxAnswer = config.maxAnswer().asLongValue();
    }

    /** Whether the caller is to carry the call out, and if not, what it is to be answered with. */
    Uni<Verdict> reserve(Call call) {
        Reservation wanted = new Reservation(call, seal.name(call), Ids.next("idm"), new AtomicBoolean());
        return reserve(wanted, MAX_ATTEMPTS);
    }

    private Uni<Verdict> reserve(Reservation wanted, int attempts) {
        Instant now = now();
        return database.single(tx -> repository.add(tx, wanted, now, now.plus(lease)))
                .chain(added -> added ? execute(wanted) : look(wanted, attempts));
    }

    private Uni<Verdict> look(Reservation wanted, int attempts) {
        return database.read(tx -> repository.find(tx, wanted.call().tenantId(), wanted.name()))
                .chain(kept -> judge(wanted, kept, attempts));
    }

    private Uni<Verdict> judge(Reservation wanted, @Nullable KeptCall kept, int attempts) {
        if (kept == null) {
            // Given back, or removed as too old, between the two statements.
            return attempts > 1 ? reserve(wanted, attempts - 1) : verdict(new Verdict.Busy(ASK_AGAIN));
        }
        Instant now = now();
        byte @Nullable [] answer = kept.answer();
        boolean tooOld = !kept.createdAt().plus(retention).isAfter(now);
        if (!tooOld && !kept.fingerprint().equals(wanted.call().fingerprint().hex())) {
            return verdict(new Verdict.Mismatch());
        }
        if (!tooOld && answer != null) {
            return verdict(new Verdict.Replay(seal.open(wanted.call(), answer)));
        }
        if (answer == null && kept.leaseUntil().isAfter(now)) {
            return verdict(new Verdict.Busy(ASK_AGAIN));
        }
        return takeOver(wanted, kept, now);
    }

    private Uni<Verdict> takeOver(Reservation wanted, KeptCall kept, Instant now) {
        return database.single(tx -> repository.takeOver(tx, wanted, kept.holder(), now, now.plus(lease)))
                .chain(taken -> taken ? execute(wanted) : verdict(new Verdict.Busy(ASK_AGAIN)));
    }

    /** The largest answer that is kept, in bytes. */
    long maxAnswer() {
        return maxAnswer;
    }

    /** Keeps the answer for those who call again. */
    Uni<Void> answer(Reservation reservation, StoredAnswer answer) {
        byte[] sealed = seal.seal(reservation.call(), answer);
        return database.single(tx -> repository.answer(tx, reservation, sealed));
    }

    /** Whoever calls again carries it out anew. */
    Uni<Void> giveBack(Reservation reservation) {
        return database.single(tx -> repository.remove(tx, reservation));
    }

    /** Removes a batch of what is too old, and says how many that were. */
    Uni<Integer> removeOld(int limit) {
        return database.single(tx -> repository.removeOlder(tx, now().minus(retention), limit));
    }

    private static Uni<Verdict> execute(Reservation reservation) {
        return verdict(new Verdict.Execute(reservation));
    }

    private static Uni<Verdict> verdict(Verdict verdict) {
        return Uni.createFrom().item(verdict);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
