package tv.sluice.cmaf;

import java.util.Locale;

/** RFC 6381 codec strings from the configuration boxes of sample descriptions. */
final class CodecString {
    private CodecString() {}

    /** {@code avc1.PPCCLL}: profile, constraints and level of ISO/IEC 14496-15 section 5.3.3.1. */
    static String avc(String entry, BoxReader avcC) throws Mp4Exception {
        avcC.skip(1);
        return format("%s.%02X%02X%02X", entry, avcC.u8(), avcC.u8(), avcC.u8());
    }

    /** {@code hvc1.…} after ISO/IEC 14496-15 annex E.3. */
    static String hevc(String entry, BoxReader hvcC) throws Mp4Exception {
        hvcC.skip(1);
        int profile = hvcC.u8();
        int compatibility = Integer.reverse(hvcC.i32());
        byte[] constraints = hvcC.bytes(6);
        int level = hvcC.u8();
        String[] spaces = {"", "A", "B", "C"};
        StringBuilder text = new StringBuilder(entry).append('.').append(spaces[profile >> 6]);
        text.append(profile & 31).append('.').append(format("%X", compatibility));
        text.append((profile & 32) == 0 ? ".L" : ".H").append(level);
        int last = constraints.length;
        while (last > 0 && constraints[last - 1] == 0) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            text.append(format(".%X", constraints[i] & 0xFF));
        }
        return text.toString();
    }

    /** {@code av01.P.LLT.DD} after the AV1 codec ISO media file format binding, section 5. */
    static String av1(BoxReader av1C) throws Mp4Exception {
        av1C.skip(1);
        int sequence = av1C.u8();
        int colour = av1C.u8();
        int depth = (colour & 0x40) == 0 ? 8 : (colour & 0x20) == 0 ? 10 : 12;
        char tier = (colour & 0x80) == 0 ? 'M' : 'H';
        return format("av01.%d.%02d%c.%02d", sequence >> 5, sequence & 31, tier, depth);
    }

    /** {@code vp09.PP.LL.DD} after the VP codec ISO media file format binding. */
    static String vp9(BoxReader vpcC) throws Mp4Exception {
        vpcC.full();
        return format("vp09.%02d.%02d.%02d", vpcC.u8(), vpcC.u8(), vpcC.u8() >> 4);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
