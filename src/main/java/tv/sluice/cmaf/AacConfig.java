package tv.sluice.cmaf;

/** The AudioSpecificConfig (ISO/IEC 14496-3 section 1.6.2.1) inside an {@code esds} box. */
record AacConfig(int objectType, int sampleRate, int channels) {
    private static final int[] RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };
    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;
    private static final int MPEG4_AUDIO = 0x40;
    private static final int SBR = 5;
    private static final int PARAMETRIC_STEREO = 29;

    String codecs() {
        return "mp4a.40." + objectType;
    }

    /** Walks the descriptors of ISO/IEC 14496-1 section 7.2.6 down to the decoder's configuration. */
    static AacConfig read(BoxReader esds) throws Mp4Exception {
        esds.full();
        expect(esds, ES_DESCRIPTOR);
        esds.skip(2);
        int flags = esds.u8();
        if ((flags & 0x80) != 0) {
            esds.skip(2);
        }
        if ((flags & 0x40) != 0) {
            esds.skip(esds.u8());
        }
        if ((flags & 0x20) != 0) {
            esds.skip(2);
        }
        expect(esds, DECODER_CONFIG);
        int type = esds.u8();
        if (type != MPEG4_AUDIO) {
            throw new Mp4Exception(Mp4Exception.Reason.UNSUPPORTED, "MPEG-4 audio of object type " + type);
        }
        esds.skip(12);
        int length = expect(esds, DECODER_SPECIFIC);
        return parse(esds.bytes(Math.min(length, esds.remaining())), esds);
    }

    private static AacConfig parse(byte[] config, BoxReader esds) throws Mp4Exception {
        Bits bits = new Bits(config, esds);
        int type = objectType(bits);
        int rate = rate(bits);
        int layout = bits.take(4);
        if (type == SBR || type == PARAMETRIC_STEREO) {
            rate = rate(bits);
        }
        if (rate == 0 || layout > 7) {
            throw esds.malformed("has a reserved sample rate or channel layout");
        }
        return new AacConfig(type, rate, layout == 7 ? 8 : layout);
    }

    private static int objectType(Bits bits) throws Mp4Exception {
        int type = bits.take(5);
        return type == 31 ? 32 + bits.take(6) : type;
    }

    private static int rate(Bits bits) throws Mp4Exception {
        int index = bits.take(4);
        return index == 15 ? bits.take(24) : index < RATES.length ? RATES[index] : 0;
    }

    private static int expect(BoxReader esds, int tag) throws Mp4Exception {
        int found = esds.u8();
        if (found != tag) {
            throw esds.malformed("has descriptor " + found + " in place of " + tag);
        }
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int part = esds.u8();
            length = length << 7 | part & 0x7F;
            if ((part & 0x80) == 0) {
                return length;
            }
        }
        return length;
    }

    private static final class Bits {
        private final byte[] bytes;
        private final BoxReader box;
        private int position;

        Bits(byte[] bytes, BoxReader box) {
            this.bytes = bytes;
            this.box = box;
        }

        int take(int count) throws Mp4Exception {
            if (position + count > 8 * bytes.length) {
                throw box.malformed("has too short an audio configuration");
            }
            int value = 0;
            for (int i = 0; i < count; i++, position++) {
                value = value << 1 | bytes[position >> 3] >> (7 - (position & 7)) & 1;
            }
            return value;
        }
    }
}
