package dev.viduroutes.batch;

import dev.viduroutes.spending.CapForecast;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What caps and floors would do to rows, in lines for a person. */
final class PlannedCaps {

    private static final int MOST_TOLD = 20;

    private PlannedCaps() {}

    /** @return a line for each, those that hold something back first */
    static List<String> lines(List<CapForecast> caps) {
        List<String> lines = new ArrayList<>(caps.stream()
                .sorted(Comparator.comparing((CapForecast cap) -> cap.waiting() + cap.refused() == 0))
                .limit(MOST_TOLD)
                .map(PlannedCaps::line)
                .toList());
        if (caps.size() > MOST_TOLD) {
            lines.add("and " + (caps.size() - MOST_TOLD) + " more caps");
        }
        return lines;
    }

    private static String line(CapForecast cap) {
        String whose = cap.project().isEmpty() ? "" : " of project " + cap.project();
        if (cap.setting().startsWith("vidu.balance.") || cap.period().isEmpty()) {
            return cap.setting() + at(cap) + whose + ": " + single(cap);
        }
        return cap.setting() + whose + ": " + amount(cap, cap.left()) + " of " + amount(cap, cap.limit())
                + " left until " + cap.period() + " is over; " + effect(cap);
    }

    private static String at(CapForecast cap) {
        return cap.setting().startsWith("vidu.balance.") && !cap.account().equals("default")
                ? " of " + cap.account()
                : "";
    }

    /** Of a request, or a floor: there is no period. */
    private static String single(CapForecast cap) {
        if (!cap.setting().startsWith("vidu.balance.")) {
            return amount(cap, cap.limit()) + "; " + effect(cap);
        }
        return (cap.known()
                        ? amount(cap, cap.left()) + " left above " + amount(cap, cap.limit())
                        : "what the account holds is not known now")
                + "; " + effect(cap);
    }

    private static String effect(CapForecast cap) {
        List<String> said = new ArrayList<>();
        if (cap.waiting() > 0) {
            said.add(rows(cap.waiting()) + " would wait");
        }
        if (cap.refused() > 0) {
            said.add(rows(cap.refused()) + " would be refused (CAP_EXCEEDED)");
        }
        return said.isEmpty() ? "it holds nothing back" : String.join(", ", said);
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private static String amount(CapForecast cap, BigDecimal amount) {
        return amount.toPlainString() + (cap.unit().equals("s") ? "s" : " " + cap.unit());
    }
}
