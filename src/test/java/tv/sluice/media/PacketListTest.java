package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacketListTest {
    private static final Ratio MILLISECOND = new Ratio(1, 1000);

    @Test
    void framesAreSortedByWhenTheyAreShown() {
        FrameIndex index = list("mp4", "0,-80,40,K__", "120,-40,40,___", "40,0,40,___", "80,40,40,___")
                .toIndex();
        assertThat(times(index)).containsExactly(0, 40, 80, 120);
        assertThat(index.end()).isEqualTo(160);
        assertThat(index.reliable()).isTrue();
    }

    @Test
    void hiddenFramesAreNotShownButCanBeReadFrom() {
        FrameIndex index = list(
                        "mp4", "-80,-80,40,KD_", "-40,-40,40,_D_", "0,0,40,___", "400,400,40,K__", "440,440,40,___")
                .toIndex();
        assertThat(times(index)).containsExactly(0, 400, 440);
        assertThat(index.seekFor(0)).as("the first keyframe of all").isNull();
        assertThat(index.seekFor(440)).isEqualTo(400);
    }

    @Test
    void whatComesBeforeTheFirstKeyframeCannotBeDecoded() {
        FrameIndex index = list(
                        "mpegts", "0,0,40,___", "40,40,40,___", "160,80,40,K__", "120,120,40,___", "200,160,40,___")
                .toIndex();
        assertThat(times(index))
                .as("nor frames of an open GOP that are shown before it")
                .containsExactly(160, 200);
    }

    @Test
    void withoutAnyKeyframeEverythingIsTaken() {
        assertThat(times(list("mp4", "0,0,40,___", "40,40,40,___").toIndex())).containsExactly(0, 40);
    }

    @Test
    void broadcastsAreSearchedByDecodingTime() {
        String[] lines = {"100,0,40,K__", "1100,1000,40,K__"};
        assertThat(list("mpegts", lines).toIndex().seekFor(1100)).isEqualTo(1000);
        assertThat(list("mp4", lines).toIndex().seekFor(1100)).isEqualTo(1100);
    }

    @Test
    void timesThatAreMissingOrDoubledAreNotTrusted() {
        assertThat(list("avi", "N/A,0,40,K__", "N/A,40,40,___").toIndex().reliable())
                .isFalse();
        assertThat(list("mpeg", "0,0,40,K__", "40,40,40,___", "N/A,80,40,___")
                        .toIndex()
                        .reliable())
                .isFalse();
        assertThat(list("mp4", "0,0,40,K__", "40,40,40,___", "40,80,40,___")
                        .toIndex()
                        .reliable())
                .isFalse();
    }

    @Test
    void aClockThatJumpsIsNotTrusted() {
        assertThat(list("mpegts", "0,0,40,K__", "20000,20000,40,K__").toIndex().reliable())
                .isFalse();
        assertThat(list("mp4", "0,0,40,K__", "20000,20000,40,K__").toIndex().reliable())
                .as("a film may stand still")
                .isTrue();
        assertThat(list("mp4", "20000,20000,40,K__", "0,0,40,K__").toIndex().reliable())
                .isFalse();
    }

    @Test
    void aLastFrameWithoutDurationLastsAsLongAsTheOthers() {
        assertThat(list("mp4", "0,0,N/A,K__", "50,50,N/A,___", "100,100,N/A,___")
                        .toIndex()
                        .end())
                .isEqualTo(150);
        assertThat(list("mp4", "7,7,N/A,K__").toIndex().end()).isEqualTo(8);
    }

    @Test
    void tooLongAndTooManyEndTheReading() {
        PacketList list = new PacketList(MILLISECOND, "mp4", Duration.ofSeconds(10));
        list.add("0,0,40,K__");
        assertThat(list.isTooLong()).isFalse();
        list.add("11000,11000,40,K__");
        assertThat(list.isTooLong()).isTrue();
    }

    @Test
    void manyKeyframesDoNotNeedManyPlaces() {
        PacketList list = new PacketList(MILLISECOND, "mov", Duration.ofHours(12));
        for (int i = 0; i < 10_000; i++) {
            list.add(i * 20 + "," + i * 20 + ",20,K__");
        }
        FrameIndex index = list.toIndex();
        assertThat(index.size()).isEqualTo(10_000);
        assertThat(LongStream.range(1000, 200_000).map(t -> t - index.seekFor(t)))
                .as("how far to read before a frame")
                .allMatch(distance -> distance >= 0 && distance < 280);
    }

    @Test
    void linesThatAreNoPacketsAreSkipped() {
        assertThat(list("mp4", "", "side data", "0,0,40,K__,", "40,40,40,___")
                        .toIndex()
                        .size())
                .isEqualTo(2);
    }

    static PacketList list(String container, String... lines) {
        PacketList list = new PacketList(MILLISECOND, container, Duration.ofHours(12));
        for (String line : lines) {
            list.add(line);
        }
        return list;
    }

    private static long[] times(FrameIndex index) {
        return LongStream.range(0, index.size()).map(i -> index.pts((int) i)).toArray();
    }
}
