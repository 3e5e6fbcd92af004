package tv.sluice.delivery;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/** Sets up each new connection: deadlines, the HTTP codec with tight limits, and its handler. */
final class SegmentInitializer extends ChannelInitializer<SocketChannel> {
    private static final HttpDecoderConfig LIMITS = new HttpDecoderConfig()
            .setMaxInitialLineLength(8 * 1024)
            .setMaxHeaderSize(16 * 1024)
            .setMaxChunkSize(8 * 1024)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true);

    private final DeliveryConfig config;
    private final SegmentService service;
    private final Connections connections;
    private final DeliveryMetrics metrics;
    private final AccessLog accessLog;

    SegmentInitializer(
            DeliveryConfig config,
            SegmentService service,
            Connections connections,
            DeliveryMetrics metrics,
            AccessLog accessLog) {
        this.config = config;
        this.service = service;
        this.connections = connections;
        this.metrics = metrics;
        this.accessLog = accessLog;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (!connections.add(channel)) {
            metrics.connectionRejected();
            channel.close();
            return;
        }
        ConnectionDeadlines deadlines = new ConnectionDeadlines(config);
        channel.pipeline()
                .addLast(deadlines)
                .addLast(new HttpServerCodec(LIMITS))
                .addLast(new SegmentHandler(service, deadlines, metrics, accessLog));
    }
}
