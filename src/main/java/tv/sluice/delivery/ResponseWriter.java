package tv.sluice.delivery;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import tv.sluice.cmaf.ByteRange;
import tv.sluice.platform.error.ProblemType;

/** Turns an answer into an HTTP response: conditions, ranges, header fields, bytes. */
final class ResponseWriter {
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final int PREFLIGHT_SECONDS = 86_400;

    private ResponseWriter() {}

    /**
     * A response under way.
     *
     * @param length bytes of content
     * @param written completes when the operating system has the last byte
     */
    record Sent(int status, long length, ChannelFuture written) {}

    /** Writes the whole response and takes over what the answer holds. */
    static Sent write(ChannelHandlerContext ctx, Exchange exchange, Answer answer) {
        return switch (answer) {
            case Answer.Playlist playlist -> represent(ctx, exchange, Representation.of(playlist, exchange));
            case Answer.Media media -> represent(ctx, exchange, Representation.of(media));
            case Answer.Problem problem -> problem(ctx, exchange, problem);
            case Answer.Preflight() -> preflight(ctx, exchange);
        };
    }

    private static Sent represent(ChannelHandlerContext ctx, Exchange exchange, Representation what) {
        HttpHeaders headers = ResponseHeaders.of(exchange)
                .set(HttpHeaderNames.ETAG, what.tag())
                .set(HttpHeaderNames.CACHE_CONTROL, what.cacheControl());
        if (what.varies()) {
            headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        }
        if (EntityTags.noneMatchFails(exchange.header(HttpHeaderNames.IF_NONE_MATCH), what.tag())) {
            what.content().release();
            return bare(ctx, HttpResponseStatus.NOT_MODIFIED, headers);
        }
        headers.set(HttpHeaderNames.CONTENT_TYPE, what.mediaType())
                .set(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.BYTES);
        if (what.coding() == Representation.Coding.GZIP) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        return switch (range(exchange, what)) {
            case ByteRange.Whole() -> part(ctx, exchange, what, headers, HttpResponseStatus.OK, 0, what.length());
            case ByteRange.Part(long offset, long length) -> {
                headers.set(
                        HttpHeaderNames.CONTENT_RANGE,
                        "bytes " + offset + '-' + (offset + length - 1) + '/' + what.length());
                yield part(ctx, exchange, what, headers, HttpResponseStatus.PARTIAL_CONTENT, offset, length);
            }
            case ByteRange.Unsatisfiable() -> {
                what.content().release();
                yield outside(ctx, exchange, what.length());
            }
        };
    }

    /** Ranges are defined for GET only (RFC 9110, section 14.2). */
    private static ByteRange range(Exchange exchange, Representation what) {
        boolean applies =
                !exchange.isHead() && EntityTags.rangeApplies(exchange.header(HttpHeaderNames.IF_RANGE), what.tag());
        return ByteRange.parse(applies ? exchange.header(HttpHeaderNames.RANGE) : null, what.length());
    }

    private static Sent part(
            ChannelHandlerContext ctx,
            Exchange exchange,
            Representation what,
            HttpHeaders headers,
            HttpResponseStatus status,
            long offset,
            long length) {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        if (exchange.isHead() || length == 0) {
            what.content().release();
            return bare(ctx, status, headers);
        }
        return full(ctx, status, headers, what.content().part(offset, length), length);
    }

    private static Sent outside(ChannelHandlerContext ctx, Exchange exchange, long size) {
        Answer.Problem problem = new Answer.Problem(
                DeliveryProblems.RANGE_NOT_SATISFIABLE, "The content has " + size + " bytes, counted from 0.");
        HttpHeaders headers = ResponseHeaders.of(exchange).set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size);
        return problem(ctx, exchange, problem, headers);
    }

    private static Sent problem(ChannelHandlerContext ctx, Exchange exchange, Answer.Problem problem) {
        HttpHeaders headers = ResponseHeaders.of(exchange);
        if (problem.retryAfter() > 0) {
            headers.set(HttpHeaderNames.RETRY_AFTER, Integer.toString(problem.retryAfter()));
        }
        if (problem.type().status() == ProblemType.METHOD_NOT_ALLOWED.status()) {
            headers.set(HttpHeaderNames.ALLOW, METHODS);
        }
        return problem(ctx, exchange, problem, headers);
    }

    private static Sent problem(
            ChannelHandlerContext ctx, Exchange exchange, Answer.Problem problem, HttpHeaders headers) {
        byte[] body = ProblemBody.of(problem, exchange.requestId());
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaTypes.PROBLEM)
                .set(HttpHeaderNames.CACHE_CONTROL, CacheControl.NO_STORE)
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        HttpResponseStatus status = HttpResponseStatus.valueOf(problem.type().status());
        return exchange.isHead()
                ? bare(ctx, status, headers)
                : full(ctx, status, headers, Unpooled.wrappedBuffer(body), body.length);
    }

    private static Sent preflight(ChannelHandlerContext ctx, Exchange exchange) {
        HttpHeaders headers = ResponseHeaders.of(exchange)
                .set(HttpHeaderNames.ALLOW, METHODS)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "*")
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, Integer.toString(PREFLIGHT_SECONDS));
        return bare(ctx, HttpResponseStatus.NO_CONTENT, headers);
    }

    private static Sent bare(ChannelHandlerContext ctx, HttpResponseStatus status, HttpHeaders headers) {
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers), ctx.voidPromise());
        return new Sent(status.code(), 0, ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private static Sent full(
            ChannelHandlerContext ctx, HttpResponseStatus status, HttpHeaders headers, Object body, long length) {
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers), ctx.voidPromise());
        ctx.write(body, ctx.voidPromise());
        return new Sent(status.code(), length, ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }
}
