package dev.viduroutes.spending;

import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Request;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingClock.Today;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What submits may cost at most, by the prices of today, and which caps they count against. */
public final class Quotes {

    private final Prices prices;
    private final CapSettings caps;
    private final SpendingClock clock;
    private final boolean severalAccounts;

    public Quotes(Settings settings, SpendingClock clock) {
        prices = Prices.of(settings);
        caps = settings.caps();
        this.clock = clock;
        severalAccounts = settings.hasAccounts();
    }

    /** Seconds that are left to the API count as the most that there may be. */
    public Quote of(Request request, String account) {
        Today today = clock.today();
        Optional<Price> price = request.price(prices, account);
        String project = storable(request.project());
        return new Quote(
                account,
                severalAccounts || !account.equals(AccountSettings.DEFAULT),
                project,
                request.mode(),
                request.seconds() == 0 ? Price.MOST_SECONDS : request.seconds(),
                price.map(Price::micros).orElse(0L),
                price.map(Price::currency).orElse(""),
                request.seconds() == 0 || !request.hasOnePrice(prices, account),
                capsOf(account, project),
                today.counting(),
                today.since());
    }

    /** As every database keeps it: no project may have two names, of which one has nothing spent. */
    static String storable(String project) {
        return new String(project.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** A project's own cap counts instead of the one of each project. */
    private List<Limit> capsOf(String account, String project) {
        boolean own = caps.caps().stream().anyMatch(cap -> cap.project().equals(project) && !project.isEmpty());
        return caps.caps().stream()
                .filter(cap -> cap.account().isEmpty() || cap.account().equals(account))
                .filter(cap -> cap.project().isEmpty()
                        || !project.isEmpty() && cap.project().equals(own ? project : CapSettings.EACH_PROJECT))
                .toList();
    }
}
