package tv.sluice.delivery;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.id.Ids;

/**
 * One request from its arrival to the last byte of its answer.
 *
 * @param closing whether the connection ends with the answer
 * @param startedAt of {@link System#nanoTime}
 */
record Exchange(HttpRequest request, Target target, String requestId, boolean closing, long startedAt) {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern REQUEST_ID_VALUE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    static Exchange of(HttpRequest request, Target target, boolean closing, long now) {
        return new Exchange(request, target, requestId(request), closing || !HttpUtil.isKeepAlive(request), now);
    }

    private static String requestId(HttpRequest request) {
        String given = request.headers().get(REQUEST_ID);
        return given != null && REQUEST_ID_VALUE.matcher(given).matches() ? given : Ids.next("req");
    }

    /** The same, with the connection ending after the answer. */
    Exchange last() {
        return new Exchange(request, target, requestId, true, startedAt);
    }

    boolean isHead() {
        return HttpMethod.HEAD.equals(request.method());
    }

    boolean isHttp10() {
        return HttpVersion.HTTP_1_0.equals(request.protocolVersion());
    }

    @Nullable
    String header(CharSequence name) {
        return request.headers().get(name);
    }

    Asset.Kind kind() {
        return target instanceof Target.Resource resource ? resource.asset().kind() : Asset.Kind.NONE;
    }

    boolean acceptsGzip() {
        String accepted = header(HttpHeaderNames.ACCEPT_ENCODING);
        return accepted != null && AcceptEncoding.allowsGzip(accepted);
    }
}
