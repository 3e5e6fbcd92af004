package tv.sluice.delivery;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.FailureLog;

/** One connection: answers its requests one after the other, and reads no further while one is waiting. */
final class SegmentHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = Logger.getLogger(SegmentHandler.class);
    private static final FailureLog FAILURES = new FailureLog(LOG, "A connection failed");
    private static final int LINGER_SECONDS = 1;

    private final SegmentService service;
    private final ConnectionDeadlines deadlines;
    private final DeliveryMetrics metrics;
    private final AccessLog accessLog;
    /** Requests that were read together with the one being answered; as many as fit into one read. */
    private final Queue<HttpRequest> waiting = new ArrayDeque<>(1);

    private @Nullable Exchange current;
    private boolean beginning;
    private boolean closing;

    SegmentHandler(
            SegmentService service, ConnectionDeadlines deadlines, DeliveryMetrics metrics, AccessLog accessLog) {
        this.service = service;
        this.deadlines = deadlines;
        this.metrics = metrics;
        this.accessLog = accessLog;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message instanceof HttpRequest request && !closing) {
            waiting.add(request);
            beginNext(ctx);
        }
    }

    /** Loops rather than recurses: answers from memory are sent before this method is left. */
    private void beginNext(ChannelHandlerContext ctx) {
        if (beginning) {
            return;
        }
        beginning = true;
        while (current == null && !closing && !waiting.isEmpty()) {
            begin(ctx, waiting.remove());
        }
        beginning = false;
        ctx.channel().config().setAutoRead(waiting.isEmpty());
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        deadlines.answering();
        Answer.Problem fatal = RequestCheck.fatal(request);
        Target target = fatal == null ? RequestParser.parse(request.uri()) : new Target.Unknown();
        Exchange exchange = Exchange.of(request, target, closing || fatal != null, System.nanoTime());
        current = exchange;
        Answer atOnce = fatal == null ? RequestCheck.byMethod(request.method()) : fatal;
        if (atOnce != null) {
            send(ctx, exchange, atOnce);
            return;
        }
        CompletableFuture<Answer> answer =
                service.answer(target, ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress());
        answer.thenAccept(found -> {
            if (ctx.executor().inEventLoop()) {
                send(ctx, exchange, found);
            } else {
                ctx.executor().execute(() -> send(ctx, exchange, found));
            }
        });
    }

    private void send(ChannelHandlerContext ctx, Exchange exchange, Answer answer) {
        if (!ctx.channel().isActive()) {
            answer.release();
            return;
        }
        Exchange asItIsNow = closing ? exchange.last() : exchange;
        ResponseWriter.Sent sent = ResponseWriter.write(ctx, asItIsNow, answer);
        sent.written().addListener((ChannelFuture written) -> sent(ctx, asItIsNow, sent, written.isSuccess()));
    }

    private void sent(ChannelHandlerContext ctx, Exchange exchange, ResponseWriter.Sent sent, boolean complete) {
        if (!complete) {
            ctx.close();
            return;
        }
        metrics.answered(exchange.kind(), sent.status(), sent.length());
        accessLog.answered(ctx.channel(), exchange, sent.status(), sent.length());
        current = null;
        deadlines.answered();
        if (exchange.closing() || closing) {
            closeGently(ctx);
        } else {
            beginNext(ctx);
        }
    }

    /** Closing at once with unread bytes would reset the connection, and the client might lose the answer (RFC 9112, section 9.6). */
    private void closeGently(ChannelHandlerContext ctx) {
        closing = true;
        waiting.clear();
        ctx.channel().config().setAutoRead(true);
        ((DuplexChannel) ctx.channel()).shutdownOutput();
        ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Connections.Drain.NOW) {
            closing = true;
            if (current == null) {
                ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        waiting.clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that goes away in the middle is everyday.
        if (!(cause instanceof IOException)) {
            FAILURES.report(cause);
        }
        ctx.close();
    }
}
