package dev.viduroutes.polling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A distribution from a few dozen durations, by kernel density estimation on the scale of logarithms: each duration is a
 * logistic kernel, as wide as the distance to its nearest neighbours. So two clusters stay two clusters, and an outlier blurs
 * nothing but itself. A duration known only to lie between two polls has a kernel at least as wide as that.
 */
final class KernelDensityEstimate {

    /** Standard deviation as long as little is known: a quarter up or down; and how many durations it counts for. */
    private static final double USUAL_WIDTH = 0.25;

    private static final double USUAL_WEIGHT = 2;
    private static final double NARROWEST = 0.01;
    /** Between two bounds anything is as likely: the standard deviation as a part of half the distance. */
    private static final double EVEN = 1 / Math.sqrt(3);
    /** How many durations' weight what was never seen has: a task may take any time from the middle one upwards. */
    private static final double SURPRISE = 0.5;
    /** The table of the distribution reaches so many widths beyond the outermost durations. */
    private static final double REACH = 3;

    private static final double LOGISTIC = Math.PI / Math.sqrt(3);

    private final double[] middle;
    private final double[] width;

    KernelDensityEstimate(List<ObservedDuration> durations) {
        List<ObservedDuration> sorted = durations.stream()
                .sorted(Comparator.comparingDouble(ObservedDuration::middle))
                .toList();
        middle = sorted.stream().mapToDouble(ObservedDuration::middle).toArray();
        width = new double[middle.length];
        Arrays.setAll(width, i -> Math.max(width(i), sorted.get(i).halfWidth() * EVEN));
    }

    DurationDistribution distribution() {
        double youngest = middle[0];
        double oldest = middle[0];
        for (int i = 0; i < middle.length; i++) {
            youngest = Math.min(youngest, middle[i] - REACH * width[i]);
            oldest = Math.max(oldest, middle[i] + REACH * width[i]);
        }
        return new DurationDistribution(this::ended, Math.exp(youngest), 2 * Math.exp(oldest));
    }

    private double ended(double age) {
        double log = Math.log(age);
        double seen = 0;
        for (int i = 0; i < middle.length; i++) {
            seen += 1 / (1 + Math.exp((middle[i] - log) / width[i] * LOGISTIC));
        }
        double surprised = Math.max(0, 1 - Math.exp(middle[middle.length / 2] - log));
        return (seen + SURPRISE * surprised) / (middle.length + SURPRISE);
    }

    private double width(int i) {
        int others = middle.length - 1;
        double near = toNeighbour(i, (int) Math.ceil(Math.sqrt(middle.length)));
        return Math.max((near * others + USUAL_WIDTH * USUAL_WEIGHT) / (others + USUAL_WEIGHT), NARROWEST);
    }

    /** @return distance to the n-th nearest neighbour, or to the farthest if there are fewer */
    private double toNeighbour(int i, int n) {
        double[] distances = Arrays.stream(middle)
                .map(other -> Math.abs(other - middle[i]))
                .sorted()
                .toArray();
        return distances[Math.min(n, distances.length - 1)];
    }
}
