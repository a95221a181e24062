package dev.viduroutes.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.settings.Settings;
import java.time.Instant;

/** What is served here, and what may be done with it. */
final class AboutPage {

    private final Settings settings;
    private final Instant since;
    private final boolean mayReplay;

    AboutPage(Settings settings, Instant since, boolean mayReplay) {
        this.settings = settings;
        this.since = since;
        this.mayReplay = mayReplay;
    }

    ObjectNode about() {
        ObjectNode about = ConsoleAnswer.object()
                .put("model", settings.api().model())
                .put("bucket", settings.s3().bucket())
                .put("since", since.toString())
                .put("mayReplay", mayReplay)
                .put("showsPrompts", settings.console().prompts())
                .put("login", settings.console().token().isPresent());
        ArrayNode accounts = about.putArray("accounts");
        settings.accounts()
                .forEach(account -> accounts.addObject()
                        .put("name", account.name())
                        .put("tasks", account.limits().concurrentTasks())
                        .put("calls", account.limits().requests())
                        .put("windowSeconds", account.limits().window().toMillis() / 1000.0));
        return about;
    }
}
