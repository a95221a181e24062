package dev.viduroutes.spending;

import dev.viduroutes.money.CapRaise;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import java.util.List;

/**
 * Caps as people raised them.
 *
 * @param raises of each cap, period and project the last
 */
public record RaisedCaps(List<CapRaise> raises) {

    static final RaisedCaps NONE = new RaisedCaps(List.of());

    public RaisedCaps {
        raises = List.copyOf(raises);
    }

    /**
     * @param project of what is spent; empty for none
     * @return the cap as it is in that period: raised, or what the setting says if that is more
     */
    public Limit of(Limit cap, String period, String project) {
        if (cap.period() == Period.REQUEST || cap.amount() == CapSettings.UNLIMITED) {
            return cap;
        }
        long amount = raises.stream()
                .filter(raise -> raise.cap().equals(cap.key())
                        && raise.period().equals(period)
                        && raise.currency().equals(cap.currency())
                        && (raise.project().isEmpty()
                                || !cap.project().isEmpty() && raise.project().equals(project)))
                .mapToLong(CapRaise::amount)
                .reduce(cap.amount(), Math::max);
        return cap.withAmount(amount);
    }
}
