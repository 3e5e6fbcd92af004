package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private static final String ID = "pbk_01jd8wq2k3m4n5p6q7r8s9t0vw";

    private static Target.Resource resource(String target) {
        Target parsed = RequestParser.parse(target);
        assertThat(parsed).as(target).isInstanceOf(Target.Resource.class);
        return (Target.Resource) parsed;
    }

    @ParameterizedTest
    @CsvSource({
        "index.m3u8, Multivariant[]",
        "index.m3u8?, Multivariant[]",
        "manifest.mpd, Manifest[]",
        "poster.jpg, Poster[]",
        "thumbnail.jpg, Thumbnail[time=0.0]",
        "thumbnail.jpg?time=12.5, Thumbnail[time=12.5]",
        "thumbnail.jpg?time=007&CMCD=bl%3D1, Thumbnail[time=7.0]",
        "v720-4k2m/index.m3u8, MediaPlaylist[renditionId=v720-4k2m]",
        "v720-4k2m/init.mp4, Init[renditionId=v720-4k2m]",
        "v720-4k2m/0.m4s, 'Segment[renditionId=v720-4k2m, number=0]'",
        "a_1/9999999.m4s?CMCD=sid%3D%22x%22, 'Segment[renditionId=a_1, number=9999999]'",
    })
    void everyFileIsFoundBehindEveryAccess(String file, String asset) {
        assertThat(resource("/p/" + ID + "/" + file).access()).isEqualTo(new Access.Open());
        assertThat(resource("/t/a.b-_.c/" + ID + "/" + file).access()).isEqualTo(new Access.ByToken("a.b-_.c"));
        assertThat(resource("/s/seSSion_/" + ID + "/" + file).access()).isEqualTo(new Access.BySession("seSSion_"));
        assertThat(resource("/p/" + ID + "/" + file).asset()).hasToString(asset);
        assertThat(resource("https://host:1/p/" + ID + "/" + file).asset()).hasToString(asset);
        assertThat(resource("/p/" + ID + "/" + file).playbackId()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/p",
                "/t",
                "/s",
                "/t/token",
                "/p/ID",
                "/q/ID/index.m3u8",
                "/P/ID/index.m3u8",
                "/index.m3u8",
                "/p/ID/index.m3u",
                "/p/ID/INDEX.M3U8",
                "/p/ID/index.m3u8.m3u8",
                "/p/ID/v720/x/0.m4s",
                "/p/ID/v720/0.mp4",
                "/p/ID/v720/00.m4s",
                "/p/ID/v720/-1.m4s",
                "/p/ID/v720/10000000.m4s",
                "/p/ID/v720/99999999999999999999.m4s",
                "/p/ID/v720/x.m4s",
                "/p/ID/v7.20/0.m4s",
                "/t/ID/index.m3u8",
                "/p/IDx/index.m3u8",
                "/p/pbk_1/index.m3u8",
                "/p/pbk_ABC/index.m3u8",
                "http://host",
                "/t/a/ID/v720/b/0.m4s",
                "/favicon.ico",
            })
    void whatCannotBeIsUnknown(String target) {
        assertThat(RequestParser.parse(target.replace("ID", ID))).as(target).isEqualTo(new Target.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "p/ID/index.m3u8",
                "//p/ID/index.m3u8",
                "/p//ID/index.m3u8",
                "/p/ID/index.m3u8/",
                "/p/ID/../ID/index.m3u8",
                "/p/ID/./index.m3u8",
                "/p/ID/..",
                "/p/ID/%2e%2e/index.m3u8",
                "/p/%70bk/index.m3u8",
                "/p/ID/index%2Em3u8",
                "/p/ID/v720%2F0.m4s",
                "/p/ID/..%2f..%2fetc/0.m4s",
                "/p/ID\\index.m3u8",
                "/p/ID/index.m3u8;a=b",
                "/p/ID/index.m3u8#x",
                "/p/ID/inde x.m3u8",
                "/p/ID/index.m3u8\u0000",
                "/p/ID/ïndex.m3u8",
                "/p/ID/\uFF0E\uFF0E/0.m4s",
                "/p/ID/v720/%00.m4s",
                "/p/ID/v720+1/0.m4s",
                "/p/ID/~/0.m4s",
                "/p/ID/.hidden/0.m4s",
                "/p/ID/v720/",
                "/p/ID/v720/.m4s",
                "ftp://host/p/ID/index.m3u8",
                "/p/ID/thumbnail.jpg?time=",
                "/p/ID/thumbnail.jpg?time=-1",
                "/p/ID/thumbnail.jpg?time=1e3",
                "/p/ID/thumbnail.jpg?time=NaN",
                "/p/ID/thumbnail.jpg?time=1&time=1",
                "/p/ID/thumbnail.jpg?time=%31",
                "/p/ID/thumbnail.jpg?t=1",
                "/p/ID/thumbnail.jpg?time=1&",
                "/p/ID/index.m3u8?time=1",
                "/p/ID/index.m3u8?token=x",
                "/p/ID/index.m3u8?a",
                "/p/ID/index.m3u8?a?b",
                "/p/ID/thumbnail.jpg?time=123456789",
                "/p/ID/thumbnail.jpg?time=1.",
                "/p/ID/thumbnail.jpg?time=.5",
            })
    void everyOtherSpellingIsRefused(String target) {
        assertThat(RequestParser.parse(target.replace("ID", ID))).as(target).isInstanceOf(Target.Malformed.class);
    }

    @Test
    void behindATokenAnImpossiblePlaybackIdLooksLikeAForeignOne() {
        assertThat(RequestParser.parse("/t/token/pbk_1/index.m3u8")).isEqualTo(new Target.Refused());
        assertThat(RequestParser.parse("/s/token/" + ID + "d/index.m3u8")).isEqualTo(new Target.Refused());
        assertThat(RequestParser.parse("/t/token/pbk_1/nothing.txt")).isEqualTo(new Target.Unknown());
    }

    @Test
    void whateverIsReadHasOneSpellingOnly() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        String[] seeds = {
            "/p/" + ID + "/index.m3u8",
            "/t/a.b.c/" + ID + "/thumbnail.jpg?time=12.5",
            "/s/token/" + ID + "/v720-4k2m/17.m4s",
            "/p/" + ID + "/v720-4k2m/init.mp4",
        };
        String characters = "/.%?&=;#\\ \u0000\u007Fé0aZ_-~+:@2eEfF";
        int resources = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int edits = random.nextInt(4); edits > 0 && !text.isEmpty(); edits--) {
                int at = random.nextInt(text.length());
                char c = characters.charAt(random.nextInt(characters.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    case 2 -> text.deleteCharAt(at);
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 4)));
                }
            }
            String target = text.toString();
            if (RequestParser.parse(target) instanceof Target.Resource resource) {
                resources++;
                String path = target.indexOf('?') < 0 ? target : target.substring(0, target.indexOf('?'));
                assertThat(path).isEqualTo(spelling(resource));
            }
        }
        assertThat(resources).isGreaterThan(40_000);
    }

    private static String spelling(Target.Resource resource) {
        String access = switch (resource.access()) {
            case Access.Open() -> "/p/";
            case Access.ByToken(String token) -> "/t/" + token + "/";
            case Access.BySession(String token) -> "/s/" + token + "/";
        };
        String file = switch (resource.asset()) {
            case Asset.Multivariant() -> "index.m3u8";
            case Asset.Manifest() -> "manifest.mpd";
            case Asset.Poster() -> "poster.jpg";
            case Asset.Thumbnail(double time) -> "thumbnail.jpg";
            case Asset.MediaPlaylist(String id) -> id + "/index.m3u8";
            case Asset.Init(String id) -> id + "/init.mp4";
            case Asset.Segment(String id, int number) -> id + "/" + number + ".m4s";
        };
        return access + resource.playbackId() + "/" + file;
    }
}
