package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdTest {
    @Test
    void keepsAUsableIdAndReplacesAnyOther() {
        assertThat(RequestId.choose("A-z_0.9")).isEqualTo("A-z_0.9");
        assertThat(RequestId.choose("x".repeat(64))).hasSize(64);
        assertThat(RequestId.choose(null)).startsWith("req_");
        assertThat(RequestId.choose("")).startsWith("req_");
        assertThat(RequestId.choose("x".repeat(65))).startsWith("req_");
        assertThat(RequestId.choose("a b")).startsWith("req_");
        assertThat(RequestId.choose("a\nb")).startsWith("req_");
    }
}
