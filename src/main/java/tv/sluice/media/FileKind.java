package tv.sluice.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the first bytes of a file claim it to be; only for saying what is wrong with it. */
enum FileKind {
    CONTAINER,
    PICTURE,
    OTHER;

    private static final int HEAD = 16;
    private static final List<String> CONTAINERS = List.of(
            "\u001aE\u00df\u00a3", "FLV\u0001", "OggS", "fLaC", "ID3", "0&\u00b2u", "\u0000\u0000\u0001\u00ba", "FORM");
    private static final List<String> PICTURES =
            List.of("\u0089PNG", "\u00ff\u00d8\u00ff", "GIF8", "BM", "II*\u0000", "MM\u0000*");
    private static final List<String> BOXES = List.of("ftyp", "moov", "mdat", "wide", "free", "skip", "styp");
    private static final List<String> PICTURE_BRANDS = List.of("heic", "heix", "mif1", "avif");

    static FileKind of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD));
        }
    }

    static FileKind of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (PICTURES.stream().anyMatch(text::startsWith)) {
            return PICTURE;
        }
        if (text.startsWith("RIFF")) {
            return text.startsWith("WEBP", 8) ? PICTURE : CONTAINER;
        }
        if (BOXES.stream().anyMatch(box -> text.startsWith(box, 4))) {
            return PICTURE_BRANDS.stream().anyMatch(brand -> text.startsWith(brand, 8)) ? PICTURE : CONTAINER;
        }
        return CONTAINERS.stream().anyMatch(text::startsWith) ? CONTAINER : OTHER;
    }
}
