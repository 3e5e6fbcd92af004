package tv.sluice.delivery;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that keeps the server waiting: for a request to begin, for the rest of its head, or for a reader to take
 * anything of the answer. Looks now and then instead of setting a timer for each request.
 */
final class ConnectionDeadlines extends ChannelInboundHandlerAdapter {
    private static final int LOOKS_PER_DEADLINE = 4;

    private final long idle;
    private final long head;
    private final long stall;
    private Phase phase = Phase.IDLE;
    private long since = System.nanoTime();
    private long progress;
    private @Nullable Future<?> look;

    private enum Phase {
        IDLE,
        HEAD,
        ANSWER
    }

    ConnectionDeadlines(DeliveryConfig config) {
        this.idle = config.idleTimeout().toNanos();
        this.head = config.headTimeout().toNanos();
        this.stall = config.stallTimeout().toNanos();
    }

    /** A whole request has arrived and is being answered. */
    void answering() {
        enter(Phase.ANSWER);
    }

    /** The answer is sent. */
    void answered() {
        enter(Phase.IDLE);
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
        progress = 0;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        long period = Math.min(idle, Math.min(head, stall)) / LOOKS_PER_DEADLINE;
        look = ctx.executor().scheduleWithFixedDelay(() -> look(ctx), period, period, TimeUnit.NANOSECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (look != null) {
            look.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        ctx.fireChannelRead(message);
    }

    private void look(ChannelHandlerContext ctx) {
        long waited = System.nanoTime() - since;
        boolean late = switch (phase) {
            case IDLE -> waited > idle;
            case HEAD -> waited > head;
            case ANSWER -> !moves(ctx) && waited > stall;
        };
        if (late) {
            ctx.close();
        }
    }

    /** Whether anything was taken since the last look; an answer that is still being found is not the reader's fault. */
    private boolean moves(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer pending = ctx.channel().unsafe().outboundBuffer();
        long now = pending == null || pending.isEmpty()
                ? Long.MIN_VALUE
                : pending.currentProgress() - pending.totalPendingWriteBytes();
        boolean moved = pending == null || pending.isEmpty() || now != progress;
        if (moved) {
            since = System.nanoTime();
            progress = now;
        }
        return moved;
    }
}
