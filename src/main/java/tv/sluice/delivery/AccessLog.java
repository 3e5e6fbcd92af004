package tv.sluice.delivery;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One line for each answered request, if it is wanted. Names the playback id and the kind of file; a token is never written down. */
final class AccessLog {
    private static final Logger LOG = Logger.getLogger("tv.sluice.delivery.access");

    private final boolean enabled;

    AccessLog(boolean enabled) {
        this.enabled = enabled;
    }

    void answered(Channel channel, Exchange exchange, int status, long length) {
        if (!enabled) {
            return;
        }
        String playbackId = exchange.target() instanceof Target.Resource resource ? resource.playbackId() : "-";
        LOG.infof(
                "%s %s %s %s %d %d bytes %d ms %s",
                channel.remoteAddress(),
                exchange.request().method(),
                playbackId,
                exchange.kind().label(),
                status,
                length,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - exchange.startedAt()),
                exchange.requestId());
    }
}
