package dev.viduroutes.console;

import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.pause.PauseReport;
import java.time.Instant;
import java.util.List;
import org.apache.camel.ProducerTemplate;

/** Submits held back, and let go on, by the routes that everybody else asks, too. */
final class PausePages {

    private final boolean allowed;
    private final List<String> accounts;
    private final ProducerTemplate routes;

    PausePages(boolean allowed, List<String> accounts, ProducerTemplate routes) {
        this.allowed = allowed;
        this.accounts = List.copyOf(accounts);
        this.routes = routes;
    }

    ConsoleAnswer pause(ConsoleRequest request) throws Exception {
        return ask("direct:vidu-pause", request);
    }

    ConsoleAnswer resume(ConsoleRequest request) throws Exception {
        return ask("direct:vidu-resume", request);
    }

    private ConsoleAnswer ask(String route, ConsoleRequest request) throws Exception {
        if (!allowed) {
            throw new ConsoleRefusal(ConsoleRefusal.FORBIDDEN, "vidu.console.replay is false: this console only shows");
        }
        PauseOrder order = new PauseOrder(account(request), "the console");
        PauseReport report = routes.requestBody(route, order, PauseReport.class);
        return ConsoleAnswer.json(ConsoleAnswer.object()
                .put("account", report.account())
                .put("paused", report.paused())
                .put("changed", report.changed())
                .put("who", report.who())
                .put("since", report.since().map(Instant::toString).orElse(null))
                .put("leaving", report.leaving())
                .put("message", report.toString()));
    }

    /** @return empty for all of them, which is what nothing says, and nothing but that */
    private String account(ConsoleRequest request) throws ConsoleRefusal {
        request.checkOnly(List.of("account"));
        String account = request.text("account").orElse("");
        if (request.body().has("account") && !accounts.contains(account)) {
            throw ConsoleRefusal.malformed("account must be left out, for all of them, or be the name of one");
        }
        return account;
    }
}
