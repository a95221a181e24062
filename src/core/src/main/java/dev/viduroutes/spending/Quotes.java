package dev.viduroutes.spending;

import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Request;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.Settings;
import java.util.List;
import java.util.Optional;

/** What submits may cost at most, by the prices of today, and which caps they count against. */
public final class Quotes {

    private final Prices prices;
    private final CapSettings caps;

    public Quotes(Settings settings) {
        prices = Prices.of(settings);
        caps = settings.caps();
    }

    /** Seconds that are left to the API count as the most that there may be. */
    public Quote of(Request request) {
        Optional<Price> price = request.price(prices);
        return new Quote(
                request.project(),
                request.mode(),
                request.seconds() == 0 ? Price.MOST_SECONDS : request.seconds(),
                price.map(Price::micros).orElse(0L),
                price.map(Price::currency).orElse(""),
                capsOf(request.project()),
                caps.zone());
    }

    /** A project's own cap counts instead of the one of each project. */
    private List<Limit> capsOf(String project) {
        boolean own = caps.caps().stream().anyMatch(cap -> cap.project().equals(project) && !project.isEmpty());
        return caps.caps().stream()
                .filter(cap -> cap.project().isEmpty()
                        || !project.isEmpty() && cap.project().equals(own ? project : CapSettings.EACH_PROJECT))
                .toList();
    }
}
