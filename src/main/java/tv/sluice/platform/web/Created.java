package tv.sluice.platform.web;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** The answer to a call that made something. */
public final class Created {
    private Created() {}

    /** 201 with the resource, which is at this path from now on. */
    public static <T> RestResponse<T> at(String path, T entity) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }

    /** 201 with something that is shown this once, so nobody on the way may keep it. */
    public static <T> RestResponse<T> secret(T entity) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Both. */
    public static <T> RestResponse<T> secretAt(String path, T entity) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
