package dev.viduroutes.replay;

import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Where dead letters lie, and the ways back: the folders, and every bean of these types in the registry. */
public final class LetterBoxes {

    private final CamelContext context;
    private final FolderBox folder;
    private final InboxPath inbox;

    public LetterBoxes(CamelContext context, Settings settings) {
        this.context = context;
        folder = new FolderBox(
                settings.places().deadLetters(), settings.requests().maxBytes());
        inbox = new InboxPath(settings.intake());
    }

    List<LetterBox> boxes() {
        List<LetterBox> boxes = new ArrayList<>();
        boxes.add(folder);
        boxes.addAll(context.getRegistry().findByType(LetterBox.class));
        return boxes;
    }

    Optional<ReturnPath> pathTo(Source source) {
        return Stream.concat(Stream.of(inbox), context.getRegistry().findByType(ReturnPath.class).stream())
                .filter(path -> path.leadsTo(source))
                .findFirst();
    }
}
