package dev.viduroutes.replay;

import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Addresses;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Where dead letters lie, and the ways back: the folders, and every bean of these types in the registry. */
public final class LetterBoxes {

    private static final Set<String> INTAKES = Set.of("file", "jms", "amqp", "kafka", "sqs");
    private static final String FOLDER = "direct:(//)?vidu-bury-in-folder.*";

    private final CamelContext context;
    private final Settings settings;

    public LetterBoxes(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** @return the folder, where dead letters may lie whatever the settings say, and what the settings name */
    List<LetterBox> boxes() {
        List<LetterBox> boxes = new ArrayList<>();
        boxes.add(new FolderBox(
                settings.places().deadLetters(), settings.requests().maxBytes()));
        boxes.addAll(context.getRegistry().findByType(LetterBox.class));
        return boxes;
    }

    /** @return what {@code vidu.dead-letter.uri} names, if nobody can look into that; no secret in it */
    Optional<String> closed() {
        String uri = settings.reports().deadLetterUri();
        boolean open = uri.matches(FOLDER)
                || !context.getRegistry().findByType(LetterBox.class).isEmpty();
        return open ? Optional.empty() : Optional.of(Addresses.withoutOptions(uri));
    }

    /** Only one replay at a time moves letters. */
    ReplayLock lock() throws IOException {
        return ReplayLock.take(settings.places().home());
    }

    Optional<ReturnPath> pathTo(Source source) {
        return Stream.concat(
                        Stream.of(new InboxPath(settings.intake())),
                        context.getRegistry().findByType(ReturnPath.class).stream())
                .filter(path -> path.leadsTo(source))
                .findFirst();
    }

    /** @return why there is no path, for a person */
    static String whyNoPath(Source source) {
        if (source.isDirect()) {
            return "another route brought it, and must bring it again";
        } else if (INTAKES.contains(source.kind())) {
            return "no requests are taken from where it came from: vidu.intake." + source.kind() + ".enabled is false";
        }
        return "it came from no intake of this version: " + source.kind();
    }
}
