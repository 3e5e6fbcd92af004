package tv.sluice;

import static tv.sluice.Api.expect;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A tus client that does what it is told, right or wrong. */
public record Tus(String id, String videoId, String url) {
    public static final String OFFSET_STREAM = "application/offset+octet-stream";

    /** Creates an upload over the API; {@code json} is the body. */
    public static Tus create(Api api, String json) {
        HttpResponse<byte[]> created = api.post("/v1/uploads", json);
        expect(created, 201);
        var upload = Api.json(created);
        return new Tus(
                upload.get("id").asText(),
                upload.get("videoId").asText(),
                upload.get("uploadUrl").asText());
    }

    /** A request that says its protocol version; more headers as names and values. */
    public HttpRequest.Builder request(String... headers) {
        HttpRequest.Builder request = plain().header("Tus-Resumable", "1.0.0");
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpRequest.Builder plain() {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<byte[]> head() {
        return Api.send(request().method("HEAD", BodyPublishers.noBody()));
    }

    /** The offset that HEAD tells. */
    public long offset() {
        HttpResponse<byte[]> answer = head();
        expect(answer, 200);
        return offsetOf(answer);
    }

    public static long offsetOf(HttpResponse<byte[]> answer) {
        return answer.headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    public HttpResponse<byte[]> declare(long length, String... headers) {
        return Api.send(
                request(headers).header("Upload-Length", String.valueOf(length)).POST(BodyPublishers.noBody()));
    }

    public HttpResponse<byte[]> patch(long offset, byte[] bytes, String... headers) {
        return patch(offset, BodyPublishers.ofByteArray(bytes), headers);
    }

    public HttpResponse<byte[]> patch(long offset, BodyPublisher body, String... headers) {
        return Api.send(request(headers)
                .header("Content-Type", OFFSET_STREAM)
                .header("Upload-Offset", String.valueOf(offset))
                .method("PATCH", body));
    }

    public HttpResponse<byte[]> terminate() {
        return Api.send(request().DELETE());
    }

    public HttpResponse<byte[]> options(String... headers) {
        HttpRequest.Builder request = headers.length == 0 ? plain() : plain().headers(headers);
        return Api.send(request.method("OPTIONS", BodyPublishers.noBody()));
    }
}
