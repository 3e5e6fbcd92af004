package tv.sluice.media;

import java.util.ArrayList;
import java.util.List;

/**
 * The word TEST across the middle of the picture, as filters that draw boxes: the FFmpeg in use need not have a font. Letters are three
 * cells wide and five high; a cell is a fortieth of the picture's shorter side.
 */
final class Watermark {
    private static final String[] LETTERS = {"###.#..#..#..#.", "####..##.#..###", "####..###..####", "###.#..#..#..#."
    };
    private static final int COLUMNS = 3;
    private static final int ROWS = 5;
    private static final int CELLS_OF_SIDE = 40;
    private static final String PAPER = "black@0.45";
    private static final String INK = "white@0.85";

    private Watermark() {}

    /** The filters for a picture of this size, to be joined into a chain. */
    static String filters(int width, int height) {
        int cell = Math.max(1, Math.min(width, height) / CELLS_OF_SIDE);
        int columns = LETTERS.length * (COLUMNS + 1) - 1;
        int left = (width - columns * cell) / 2;
        int top = (height - ROWS * cell) / 2;
        List<String> boxes = new ArrayList<>();
        boxes.add(box(left - cell, top - cell, (columns + 2) * cell, (ROWS + 2) * cell, PAPER));
        for (int i = 0; i < LETTERS.length; i++) {
            addLetter(boxes, LETTERS[i], left + i * (COLUMNS + 1) * cell, top, cell);
        }
        return String.join(",", boxes);
    }

    /** One box for each run of cells in a row: boxes must not overlap, or the letters would be mottled. */
    private static void addLetter(List<String> boxes, String cells, int left, int top, int cell) {
        for (int row = 0; row < ROWS; row++) {
            String line = cells.substring(row * COLUMNS, (row + 1) * COLUMNS);
            for (int from = line.indexOf('#'); from >= 0; ) {
                int to = from;
                while (to < COLUMNS && line.charAt(to) == '#') {
                    to++;
                }
                boxes.add(box(left + from * cell, top + row * cell, (to - from) * cell, cell, INK));
                from = line.indexOf('#', to);
            }
        }
    }

    private static String box(int x, int y, int width, int height, String color) {
        return "drawbox=x=" + x + ":y=" + y + ":w=" + width + ":h=" + height + ":color=" + color + ":t=fill";
    }
}
