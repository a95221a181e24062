package dev.viduroutes.money;

import dev.viduroutes.settings.PriceSettings;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The prices of the settings: which of them counts for what is asked. */
public final class Prices {

    /** Contract: who names no provider leaves the choice to the vendor. */
    private static final String PROVIDER = "auto";

    private final PriceSettings settings;

    public Prices(PriceSettings settings) {
        this.settings = settings;
    }

    /** @return those of the settings */
    public static Prices of(Settings settings) {
        return new Prices(settings.prices());
    }

    /**
     * What a provider has a price for counts before what all have one for.
     *
     * @param account whose prices count before those of all
     * @param provider empty if the request leaves it to the API
     * @param mode one of {@link PriceSettings#MODES}
     * @param resolution empty if the request leaves it to the API; then the dearest counts
     * @return the price of a second; empty if there are no prices, or none for a mode that the contract does not know
     */
    public Optional<Price> find(String account, String provider, String mode, String resolution) {
        return perSecond(account, provider, mode, resolution)
                .max(Comparator.naturalOrder())
                .map(dearest -> new Price(dearest, settings.currency()));
    }

    /** @return whether it costs the same, or has no price, whatever the API makes of what is left to it */
    public boolean isOne(String account, String provider, String mode, String resolution) {
        return perSecond(account, provider, mode, resolution)
                        .map(BigDecimal::stripTrailingZeros)
                        .distinct()
                        .count()
                <= 1;
    }

    private Stream<BigDecimal> perSecond(String account, String provider, String mode, String resolution) {
        String by = provider.isEmpty() ? PROVIDER : provider;
        List<String> resolutions = resolution.isEmpty() ? PriceSettings.RESOLUTIONS : List.of(resolution);
        return resolutions.stream().flatMap(one -> nearest(account, by, mode, one).stream());
    }

    /** @return a sum of costs; empty if there are no prices */
    public Optional<Money> amount(BigDecimal sum) {
        return settings.isEmpty() ? Optional.empty() : Optional.of(new Money(sum, settings.currency()));
    }

    private Optional<BigDecimal> nearest(String account, String provider, String mode, String resolution) {
        List<String> all = PriceSettings.namesFor(mode, resolution);
        List<String> names = Stream.concat(all.stream().map(name -> provider + "." + name), all.stream())
                .toList();
        Map<String, BigDecimal> own = settings.ofAccounts().getOrDefault(account, Map.of());
        return find(own, names).or(() -> find(settings.perSecond(), names));
    }

    private static Optional<BigDecimal> find(Map<String, BigDecimal> prices, List<String> names) {
        return names.stream().filter(prices::containsKey).findFirst().map(prices::get);
    }
}
