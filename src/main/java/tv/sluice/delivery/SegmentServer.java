package tv.sluice.delivery;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.limit.SharedCounts;
import tv.sluice.platform.storage.Storage;

/** The server on the delivery port: its sockets, threads and everything behind them, from binding to the last answer. */
final class SegmentServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SegmentServer.class);
    private static final int BACKLOG = 4_096;
    /** Bounds what one read can bring in pipelined requests. */
    private static final AdaptiveRecvByteBufAllocator READ_SIZE = new AdaptiveRecvByteBufAllocator(512, 1_024, 8_192);

    private final DeliveryConfig config;
    private final Stores stores;
    private final TenantGate tenants;
    private final Connections connections;
    private final SegmentInitializer initializer;
    private final Transport transport;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup eventLoops;
    private volatile @Nullable Channel listener;

    SegmentServer(
            DeliveryConfig config,
            Storage storage,
            Invalidations invalidations,
            SharedCounts counts,
            MeterRegistry registry,
            InstantSource clock,
            Transport transport) {
        this.config = config;
        this.transport = transport;
        DeliveryMetrics metrics = new DeliveryMetrics(registry);
        this.stores = new Stores(config, storage, metrics);
        this.connections = new Connections(config.maxConnections());
        metrics.connections(connections::open);
        TokenGate gate = new TokenGate(
                stores.keys(),
                SessionSecret.of(config),
                stores.verifier(),
                new FailureBudget(config.tokenFailuresPerSecond(), System::nanoTime),
                clock,
                metrics);
        this.tenants = new TenantGate(stores.tenants(), new Viewers(Ticker.systemTicker()), counts);
        AdmissionDesk desk = new AdmissionDesk(stores.pointers(), gate, tenants, config.sessionGrace());
        SegmentService service = new SegmentService(desk, stores, clock, config.sessionGrace());
        this.initializer =
                new SegmentInitializer(config, service, connections, metrics, new AccessLog(config.accessLog()));
        this.acceptor = transport.threads("delivery-acceptor", 1);
        this.eventLoops = transport.threads("delivery", Runtime.getRuntime().availableProcessors());
        invalidations.onInvalidate(stores::forget);
    }

    /** Binds the port; fails if it is taken. */
    void start() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, eventLoops)
                .channel(transport.serverSocket())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, READ_SIZE)
                .childHandler(initializer);
        var bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException("Port " + config.port() + " cannot be bound for delivery", bound.cause()));
        }
        listener = bound.channel();
        acceptor.scheduleAtFixedRate(tenants::exchange, 1, 1, TimeUnit.SECONDS);
        LOG.infof("Segments are served on %s:%d (%s)", config.host(), port(), transport);
    }

    /** The port that is bound, or -1. */
    int port() {
        return listener instanceof ServerSocketChannel open && open.isOpen()
                ? ((InetSocketAddress) open.localAddress()).getPort()
                : -1;
    }

    Stores stores() {
        return stores;
    }

    /** Takes no more connections, lets running answers finish for a while, and gives everything back. Blocks. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        connections.drain(config.drainTimeout());
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        stores.close();
    }
}
