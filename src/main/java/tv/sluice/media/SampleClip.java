package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import tv.sluice.platform.process.ProcessOutcome;

/**
 * The clip that a new user sees first: twelve seconds of a sun going down behind drifting hills, with a quiet arpeggio. All of it
 * is drawn and played by FFmpeg's filters. Blocks for some seconds.
 */
@Singleton
public final class SampleClip {
    private static final double SECONDS = 12;
    private static final long MOST_BYTES = 16L << 20;
    private static final int HEIGHT = 720;
    /** Hills are drawn twice as wide as the picture and repeat without a seam. */
    private static final String TURN = "6.2832*X/2560";

    private static final String SKY =
            "gradients=s=1280x720:r=30:d=0.04:speed=0.00001:type=linear:n=4:x0=640:y0=0:x1=640:y1=560"
                    + ":c0=0x1b1a4b:c1=0x6b3f87:c2=0xe4737c:c3=0xffc98b,format=yuv420p" + repeated();

    /** A disc of radius 62 with a glow around it. */
    private static final String SUN = "color=black:s=420x420:r=30:d=0.04,format=rgba,geq=r=255"
            + ":g='236-40*hypot(X-210,Y-210)/210':b='190-90*hypot(X-210,Y-210)/210'"
            + ":a='255*clip((62-hypot(X-210,Y-210))/3,0,1)+150*exp(-hypot(X-210,Y-210)/45)"
            + "*gt(hypot(X-210,Y-210),60)*clip((210-hypot(X-210,Y-210))/60,0,1)',format=yuva420p" + repeated();

    /** Five notes of D major with a ninth, plucked twice a second. */
    private static final String ARPEGGIO = "st(0,floor(t/0.5)); st(1,mod(ld(0)*3+floor(ld(0)/4),5));"
            + " st(2,if(eq(ld(1),0),293.66,if(eq(ld(1),1),369.99,if(eq(ld(1),2),440,if(eq(ld(1),3),554.37,659.26)))));"
            + " st(3,mod(t,0.5)); 0.16*sin(2*PI*ld(2)*t)*exp(-5*ld(3))*min(1,ld(3)*200)";

    private final FfmpegTool tool;

    /** One range of hills: where it is drawn, the wave that is its outline, its colour, and how fast it passes. */
    private record Hills(int top, int base, int rise, String outline, int red, int green, int blue, double speed) {
        String draw() {
            int height = HEIGHT - top;
            return "color=black:s=2560x" + height + ":r=30:d=0.04,format=rgba,geq=r='" + red + "+10*Y/" + height
                    + "':g='"
                    + green + "':b='" + blue + "+10*Y/" + height + "':a='255*clip(Y-" + (base - top) + "+" + rise + "*("
                    + outline + "),0,1)',format=yuva420p" + repeated() + ",scroll=h=" + speed + ",crop=1280:" + height
                    + ":0:0";
        }
    }

    @Inject
    SampleClip(FfmpegTool tool) {
        this.tool = tool;
    }

    /** Writes the clip, an MP4 file of 1280 × 720 pixels with stereo sound. */
    public void make(Path file) throws MediaException, InterruptedException {
        List<String> arguments = List.of(
                "-filter_complex",
                picture() + ";" + sound(),
                "-map",
                "[picture]",
                "-map",
                "[sound]",
                "-t",
                Double.toString(SECONDS),
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-crf",
                "20",
                "-c:a",
                "aac",
                "-b:a",
                "160k",
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
                "file:" + file.toAbsolutePath());
        ProcessOutcome outcome = tool.run(arguments, tool.budget(SECONDS, MOST_BYTES), line -> {});
        if (!outcome.succeeded()) {
            throw Diagnosis.ofRun(outcome);
        }
    }

    private static String picture() {
        List<Hills> ranges = List.of(
                new Hills(340, 430, 70, waves(0.5, 3, 1, 0.3, 7, 2, 0.2, 17, 0, 0.08, 41, 1), 196, 104, 130, 0.00008),
                new Hills(400, 500, 80, waves(0.5, 4, 3, 0.35, 9, 1, 0.15, 23, 4, 0.05, 61, 0), 134, 68, 116, 0.0002),
                new Hills(480, 580, 80, waves(0.6, 2, 5, 0.3, 5, 0, 0.12, 29, 2, 0.05, 83, 0), 74, 40, 92, 0.0004),
                new Hills(580, 650, 60, trees(), 30, 20, 52, 0.0008));
        StringBuilder graph = new StringBuilder();
        graph.append(SKY).append("[sky];").append(SUN).append("[sun];[sky][sun]overlay=x=430+6*t:y=150+10*t[p0]");
        for (int i = 0; i < ranges.size(); i++) {
            Hills hills = ranges.get(i);
            graph.append(';')
                    .append(hills.draw())
                    .append("[h")
                    .append(i)
                    .append("];[p")
                    .append(i)
                    .append("][h");
            graph.append(i)
                    .append("]overlay=y=")
                    .append(hills.top())
                    .append("[p")
                    .append(i + 1)
                    .append(']');
        }
        graph.append(";[p").append(ranges.size()).append("]trim=duration=").append(SECONDS);
        return graph.append(",fade=in:d=0.6,fade=out:st=11.2:d=0.8[picture]").toString();
    }

    private static String sound() {
        return "aevalsrc=exprs='" + chord(0, 0.13) + "|" + chord(0.3, 0.11)
                + "':s=48000:d=12:c=stereo[chord];aevalsrc=exprs='"
                + ARPEGGIO + "':s=48000:d=12,aecho=0.8:0.7:180|370|610:0.4|0.28|0.18,pan=stereo|c0=0.8*c0|c1=0.65*c0"
                + ",adelay=0|11[arpeggio];[chord][arpeggio]amix=inputs=2:normalize=0:duration=first,volume=2"
                + ",afade=in:d=1.2,afade=out:st=10:d=2[sound]";
    }

    /** Five held notes that swell slowly; the two ears hear them slightly apart. */
    private static String chord(double detune, double swell) {
        return "0.05*(sin(2*PI*(73.42+" + detune + ")*t)+0.8*sin(2*PI*(110+" + detune + ")*t)"
                + "+0.6*sin(2*PI*(185-" + detune + ")*t)*(0.7+0.3*sin(2*PI*" + swell + "*t))"
                + "+0.5*sin(2*PI*(220+" + detune + ")*t)*(0.7+0.3*sin(2*PI*(0.08+" + swell + ")*t+1))"
                + "+0.35*sin(2*PI*(277.18-" + detune + ")*t)*(0.6+0.4*sin(2*PI*(0.04+" + swell + ")*t+2)))";
    }

    /** The one frame so far, for ever. */
    private static String repeated() {
        return ",loop=-1:1:0,setpts=N/30/TB";
    }

    /** A sum of waves, each given by its height, how often it fits the width, and where it begins. */
    private static String waves(double... parts) {
        StringBuilder sum = new StringBuilder("0");
        for (int i = 0; i < parts.length; i += 3) {
            sum.append('+').append(parts[i]).append("*sin(").append(TURN).append('*');
            sum.append(parts[i + 1]).append('+').append(parts[i + 2]).append(')');
        }
        return sum.toString();
    }

    private static String trees() {
        return waves(0.5, 3, 2, 0.25, 8, 3) + "+0.1*abs(sin(" + TURN + "*37))+0.06*abs(sin(" + TURN + "*97+1))";
    }
}
