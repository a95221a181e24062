package dev.viduroutes.money;

import dev.viduroutes.settings.PriceSettings;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
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
     * @param provider empty if the request leaves it to the API
     * @param mode one of {@link PriceSettings#MODES}
     * @param resolution empty if the request leaves it to the API; then the dearest counts
     * @return the price of a second; empty if there are no prices, or none for a mode that the contract does not know
     */
    public Optional<Price> find(String provider, String mode, String resolution) {
        String by = provider.isEmpty() ? PROVIDER : provider;
        List<String> resolutions = resolution.isEmpty() ? PriceSettings.RESOLUTIONS : List.of(resolution);
        return resolutions.stream()
                .flatMap(one -> perSecond(by, mode, one).stream())
                .max(Comparator.naturalOrder())
                .map(dearest -> new Price(dearest, settings.currency()));
    }

    /** @return a sum of costs; empty if there are no prices */
    public Optional<Money> amount(BigDecimal sum) {
        return settings.perSecond().isEmpty() ? Optional.empty() : Optional.of(new Money(sum, settings.currency()));
    }

    private Optional<BigDecimal> perSecond(String provider, String mode, String resolution) {
        List<String> names = PriceSettings.namesFor(mode, resolution);
        return Stream.concat(names.stream().map(name -> provider + "." + name), names.stream())
                .filter(settings.perSecond()::containsKey)
                .findFirst()
                .map(settings.perSecond()::get);
    }
}
