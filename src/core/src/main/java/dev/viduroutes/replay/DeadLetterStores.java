package dev.viduroutes.replay;

import dev.viduroutes.request.Source;
import dev.viduroutes.settings.AddressRedactor;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** All dead letter stores and replay targets: the folders, and every bean of these types in the registry. */
public final class DeadLetterStores {

    private static final Set<String> INTAKES = Set.of("file", "jms", "amqp", "kafka", "sqs");

    private final CamelContext context;
    private final Settings settings;

    public DeadLetterStores(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** @return the folder, where dead letters may lie whatever the settings say, and what the settings name */
    List<DeadLetterStore> stores() {
        List<DeadLetterStore> stores = new ArrayList<>();
        stores.add(new DeadLetterFolder(
                settings.places().deadLetters(), settings.requests().maxBytes()));
        stores.addAll(context.getRegistry().findByType(DeadLetterStore.class));
        return stores;
    }

    /** @return what {@code vidu.dead-letter.uri} names, if nobody can look into that; no secret in it */
    Optional<String> closed() {
        String uri = settings.reports().deadLetterUri();
        boolean open = settings.reports().keepsDeadLetters()
                || !context.getRegistry().findByType(DeadLetterStore.class).isEmpty();
        return open ? Optional.empty() : Optional.of(AddressRedactor.withoutOptions(uri));
    }

    /** Only one replay at a time moves dead letters. */
    ReplayLock lock() throws IOException {
        return ReplayLock.take(settings.places().home());
    }

    Optional<ReplayTarget> targetFor(Source source) {
        return Stream.concat(
                        Stream.of(new InboxReplayTarget(
                                settings.intake(), settings.places().deadLetters())),
                        context.getRegistry().findByType(ReplayTarget.class).stream())
                .filter(target -> target.accepts(source))
                .findFirst();
    }

    /** @return why there is no target, for a person */
    static String whyNoTarget(Source source) {
        if (source.isDirect()) {
            return "another route brought it, and must bring it again";
        } else if (INTAKES.contains(source.kind())) {
            return "no requests are taken from where it came from: vidu.intake." + source.kind() + ".enabled is false";
        }
        return "it came from no intake of this version: " + source.kind();
    }
}
