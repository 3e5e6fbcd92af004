package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jboss.logging.Logger;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.storage.Storage;

/**
 * Takes bytes for uploads: under the upload's lock, at the right offset, within its limits; when the last byte is there the upload is
 * completed. Every offset it gives is durable.
 */
@ApplicationScoped
class Receiver {
    private static final Logger LOG = Logger.getLogger(Receiver.class);

    private final Storage storage;
    private final UploadLocks locks;
    private final UploadWorker worker;
    private final UploadCompletion completion;
    private final Quota quota;
    private final UploadMetrics metrics;

    Receiver(
            Storage storage,
            UploadLocks locks,
            UploadWorker worker,
            UploadCompletion completion,
            Quota quota,
            UploadMetrics metrics) {
        this.storage = storage;
        this.locks = locks;
        this.worker = worker;
        this.completion = completion;
        this.quota = quota;
        this.metrics = metrics;
    }

    /** Does something while nobody else touches the upload's bytes, on the given executor; 423 if somebody does and goes on doing so. */
    <T> Uni<T> holding(Upload upload, Executor executor, Function<Hold, Uni<T>> work) {
        return locks.acquire(upload.id())
                .emitOn(executor)
                .chain(hold -> work.apply(hold).eventually(hold::release));
    }

    /** How many bytes are durably here; completes the upload if these are all. */
    Uni<Long> settle(Upload upload) {
        return onDisk(() -> {
                    try (UploadFile file = UploadFile.open(storage, upload.id())) {
                        file.sync();
                        return file.length();
                    }
                })
                .call(length -> completeIfAll(upload, length));
    }

    /** Drops the bytes that are here, for a new start. */
    Uni<Void> clear(Upload upload) {
        return onDisk(() -> {
                    try (UploadFile file = UploadFile.open(storage, upload.id())) {
                        file.truncate(0);
                        return file.length();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Takes the bytes of one request, under the caller's hold.
     *
     * @return how that ended; if these were the last bytes, the upload is complete
     */
    Uni<Taken> take(Upload upload, Hold hold, Order order) {
        return quota.open(upload, order.offset())
                .chain(allowance -> take(upload, hold, order, allowance).eventually(allowance::close));
    }

    private Uni<Taken> take(Upload upload, Hold hold, Order order, Allowance allowance) {
        return onDisk(() -> open(upload, order))
                .chain(file ->
                        receive(upload, hold, order, file, allowance).eventually(() -> worker.run(() -> close(file))));
    }

    private UploadFile open(Upload upload, Order order) throws IOException {
        UploadFile file = UploadFile.open(storage, upload.id());
        try {
            requireRoom(upload, order, file);
            if (order.checksum() != null) {
                file.beginUnverified();
            }
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void requireRoom(Upload upload, Order order, UploadFile file) {
        if (order.offset() != file.length()) {
            throw UploadProblems.offset(order.offset(), file.length());
        }
        long coming = order.contentLength().orElse(0);
        if (coming > upload.mostBytes() - file.length()) {
            throw UploadProblems.tooLarge(upload.mostBytes());
        }
        if (coming > file.freeSpace() - order.pace().reserve()) {
            throw UploadProblems.diskFull();
        }
    }

    private Uni<Taken> receive(Upload upload, Hold hold, Order order, UploadFile file, Allowance allowance) {
        Intake intake = new Intake(
                upload.mostBytes() - file.length(), order.checksum(), order.until(), order.pace(), allowance);
        Order.Source source = order.source();
        Reception reception = new Reception(source.stream(), source.context(), file, intake, worker, metrics);
        LOG.debugf("Upload %s: taking bytes from %d on", upload.id(), file.length());
        metrics.begins();
        source.ready().run();
        hold.receives(reception);
        return reception
                .run()
                .invoke(metrics::ends)
                .map(ending -> new Taken(upload, ending, file.length()))
                .call(taken -> conclude(order, taken));
    }

    private Uni<Void> conclude(Order order, Taken taken) {
        log(taken.upload(), taken.ending(), taken.length());
        boolean end = order.toTheEnd() && taken.upload().size() == null && taken.ending() instanceof Ending.Arrived;
        return end
                ? completion.complete(taken.upload(), taken.length())
                : completeIfAll(taken.upload(), taken.length());
    }

    private Uni<Void> completeIfAll(Upload upload, long length) {
        return upload.isWholeWith(length)
                ? completion.complete(upload, length)
                : Uni.createFrom().voidItem();
    }

    private static void log(Upload upload, Ending ending, long length) {
        switch (ending) {
            case Ending.Arrived arrived -> LOG.debugf("Upload %s: %d bytes are here", upload.id(), length);
            case Ending.Interrupted(Cut cut) -> LOG.infof("Upload %s: cut at %d bytes, %s", upload.id(), length, cut);
            case Ending.Overflow overflow -> LOG.infof("Upload %s: more bytes came than it takes", upload.id());
            case Ending.Refused(ProblemException problem) ->
                LOG.infof("Upload %s: cut at %d bytes: %s", upload.id(), length, problem.detail());
            case Ending.Mismatch mismatch ->
                LOG.infof("Upload %s: checksum mismatch, back to %d bytes", upload.id(), length);
            case Ending.DiskFailed(IOException cause) ->
                LOG.errorf("Upload %s: the disk failed at %d bytes: %s", upload.id(), length, cause.toString());
        }
    }

    private <T> Uni<T> onDisk(Callable<T> work) {
        return worker.run(work).onFailure(UploadProblems::isDisk).transform(failure -> {
            LOG.errorf("The disk failed: %s", failure.toString());
            return UploadProblems.disk(failure);
        });
    }

    private static boolean close(UploadFile file) throws IOException {
        file.close();
        return true;
    }
}
