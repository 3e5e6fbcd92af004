package tv.sluice.delivery;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of the server: at most so many, and none left when it has stopped. */
final class Connections {
    private final int max;
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean draining;

    /** Tells a connection's handler to finish its answer and close. */
    enum Drain {
        NOW
    }

    Connections(int max) {
        this.max = max;
    }

    /** Takes in a new connection; false if there are too many. */
    boolean add(Channel channel) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return false;
        }
        channels.add(channel);
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        if (draining) {
            channel.close();
        }
        return true;
    }

    int open() {
        return open.get();
    }

    /** Lets running answers finish, for so long; then closes what is left. Blocks. */
    void drain(Duration deadline) {
        draining = true;
        for (Channel channel : channels) {
            channel.pipeline().fireUserEventTriggered(Drain.NOW);
        }
        channels.newCloseFuture().awaitUninterruptibly(deadline.toMillis(), TimeUnit.MILLISECONDS);
        channels.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
