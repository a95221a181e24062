package dev.viduroutes.sandbox.clip;

import dev.viduroutes.sandbox.clip.ClipMaker.Clip;
import java.util.List;

/** Chooses what a clip shows: its prompt, a pan over its image, or a fade between its two images. */
final class Scenes {

    private static final String CAPTION = "vidu-routes sandbox";
    private static final int CAPTION_MARGIN = 3;
    private static final int MARGIN = 10;
    private static final int FOOTER_HEIGHT = 16;
    private static final int BAR_HEIGHT = 3;

    /** How much larger than the frame a picture is, so that there is something to pan over. */
    private static final double OVERSIZE = 1.25;

    private static final double LARGEST_ZOOM = 1.1;

    /** The share of the frame's width that no step of the pan moves out of view. */
    private static final double ALWAYS_IN_VIEW = 0.6;

    private Scenes() {}

    /** The whole scene: content, caption and a bar that fills up while the clip plays. */
    static Scene of(Clip clip, FrameSize size) {
        Scene content = content(clip, size);
        Palette palette = Palette.of(clip.toString());
        String length = clip.durationSeconds() + "s";
        return (canvas, progress) -> {
            content.paint(canvas, progress);
            int footer = canvas.height() - FOOTER_HEIGHT;
            canvas.rectangle(0, footer, canvas.width(), FOOTER_HEIGHT, 0x000000, 0.45);
            PixelFont.draw(canvas, CAPTION, CAPTION_MARGIN, footer + CAPTION_MARGIN, 1, 0xFFFFFF, 0.9);
            int right = canvas.width() - length.length() * PixelFont.ADVANCE - CAPTION_MARGIN;
            PixelFont.draw(canvas, length, right, footer + CAPTION_MARGIN, 1, 0xFFFFFF, 0.9);
            int played = (int) Math.round(canvas.width() * progress);
            canvas.rectangle(0, canvas.height() - BAR_HEIGHT, played, BAR_HEIGHT, palette.accent(), 1);
        };
    }

    private static Scene content(Clip clip, FrameSize size) {
        List<String> images = clip.images();
        return switch (images.size()) {
            case 0 -> prompt(clip.prompt(), size);
            case 1 -> pan(picture(images.get(0), size));
            default -> crossFade(picture(images.get(0), size), picture(images.get(1), size), size);
        };
    }

    /** The prompt in the largest letters that fit; it fades in during the first fifth of the clip. */
    private static Scene prompt(String prompt, FrameSize size) {
        Scene backdrop = new Backdrop(Palette.of(prompt));
        int width = size.width() - 2 * MARGIN;
        int height = size.height() - 2 * MARGIN - FOOTER_HEIGHT;
        TextBlock text = TextBlock.fit(prompt, width, height);
        return (canvas, progress) -> {
            backdrop.paint(canvas, progress);
            text.draw(canvas, MARGIN, MARGIN, width, height, Math.min(1, 0.5 + progress * 2.5));
        };
    }

    /** From the upper left corner towards the lower right one, closing in. */
    private static Scene pan(Canvas picture) {
        return (canvas, progress) -> {
            double zoom = 1 + (LARGEST_ZOOM - 1) * progress;
            double left = (picture.width() - canvas.width() / zoom) * progress;
            double top = (picture.height() - canvas.height() / zoom) * progress;
            canvas.view(picture, left, top, zoom);
        };
    }

    /** The first picture alone for a quarter of the clip, then both, then the second alone for the last quarter. */
    private static Scene crossFade(Canvas first, Canvas second, FrameSize size) {
        Scene from = pan(first);
        Scene to = pan(second);
        return (canvas, progress) -> {
            from.paint(canvas, progress);
            Canvas next = new Canvas(size.width(), size.height());
            to.paint(next, 1 - progress);
            canvas.overlay(next, Math.max(0, Math.min(1, progress * 2 - 0.5)));
        };
    }

    /** What stands for the image at a URL. */
    private static Canvas picture(String url, FrameSize size) {
        Canvas picture = new Canvas((int) (size.width() * OVERSIZE), (int) (size.height() * OVERSIZE));
        new Backdrop(Palette.of(url)).paint(picture, 0);
        TextBlock.fit(name(url), (int) (size.width() * ALWAYS_IN_VIEW), size.height() / 2)
                .draw(picture, 0, 0, picture.width(), picture.height(), 1);
        return picture;
    }

    /** The end of the URL's path, without the query: that is where signed URLs keep their secrets. */
    private static String name(String url) {
        if (url.startsWith("data:")) {
            return "inline image";
        }
        String path = url.split("[?#]", 2)[0];
        return path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    }
}
