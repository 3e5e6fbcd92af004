package tv.sluice.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tv.sluice.platform.process.ProcessOutcome.End;

/** One child run to its end, with its two streams read on threads of their own. */
final class ProcessRun {
    private static final int ERROR_TAIL = 16 * 1024;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final GuardedProcess child;
    private final LimitedText output;
    private final TextTail errors = new TextTail(ERROR_TAIL);
    private final CompletableFuture<Void> outputRead;
    private final CompletableFuture<Void> errorsRead;

    ProcessRun(GuardedProcess child, Reader reader, LimitedText output) {
        this.child = child;
        this.output = output;
        this.outputRead = readOn("output", child.output(), reader);
        this.errorsRead = readOn("errors", child.errors(), errors::addAll);
    }

    ProcessOutcome await(Duration deadline) throws IOException, InterruptedException {
        try {
            End end = End.EXITED;
            if (!child.await(deadline)) {
                end = End.DEADLINE;
                child.kill();
                if (!child.await(LAST_WORDS)) {
                    throw new IOException("Process " + child.pid() + " does not end although it was killed");
                }
            }
            return outcome(readToEnd() ? end : End.TOO_MUCH_OUTPUT);
        } catch (InterruptedException stop) {
            // Whoever stops the work clears up behind it, which a child still dying would disturb.
            child.kill();
            child.await(LAST_WORDS);
            throw stop;
        } finally {
            child.kill();
        }
    }

    /** What the child left in its pipes; false when that is more than allowed. */
    private boolean readToEnd() throws IOException, InterruptedException {
        try {
            CompletableFuture.allOf(outputRead, errorsRead).get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            throw new IOException("A process started by " + child.pid() + " keeps its output open", e);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case LimitedText.TooMuchOutput _ -> false;
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IOException(e);
            };
        }
    }

    private ProcessOutcome outcome(End end) {
        return new ProcessOutcome(end, child.exitValue(), output.text(), errors.text());
    }

    /** A child whose reader fails is killed: nobody would empty its pipe. */
    private CompletableFuture<Void> readOn(String name, InputStream stream, Reader reader) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("child-" + child.pid() + "-" + name).start(() -> {
            try (stream) {
                reader.read(stream);
                done.complete(null);
            } catch (IOException | RuntimeException failure) {
                child.kill();
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    /** Takes all that a stream has. */
    interface Reader {
        void read(InputStream stream) throws IOException;
    }
}
