package dev.viduroutes.polling;

import java.util.function.DoubleUnaryOperator;

/**
 * How long a task takes, as a distribution: how likely it has ended at an age, and what it costs not to poll. Ages and
 * costs in milliseconds. Tabulated, since it is read often and changes seldom; past the table the chance that a task
 * still runs falls as 1/age, so that even a task far older than all before it is polled again, at growing distances.
 */
final class DurationDistribution {

    private static final int STEPS = 256;
    private static final double PRECISE = 1;
    private static final double LONGEST = 1e12;
    /** A task can have ended once this part of all tasks has. */
    private static final double CREDIBLE = 0.002;

    private final double youngest;
    private final double stepsPerLog;
    private final double[] age = new double[STEPS + 1];
    private final double[] ended = new double[STEPS + 1];
    /** Integral of ended: how long a task of this age stands unseen, on average, if it was never polled. */
    private final double[] unseen = new double[STEPS + 1];

    /**
     * @param chanceEnded by age; 0 below the youngest
     * @param youngest age where the table begins; above 0
     * @param oldest age where it ends
     */
    DurationDistribution(DoubleUnaryOperator chanceEnded, double youngest, double oldest) {
        this.youngest = youngest;
        stepsPerLog = STEPS / Math.log(oldest / youngest);
        for (int i = 0; i <= STEPS; i++) {
            age[i] = youngest * Math.exp(i / stepsPerLog);
            ended[i] = chanceEnded.applyAsDouble(age[i]);
            if (i > 0) {
                unseen[i] = unseen[i - 1] + (ended[i] + ended[i - 1]) / 2 * (age[i] - age[i - 1]);
            }
        }
    }

    /** @return the age before which it would be a surprise if a task had ended */
    double earliest() {
        return quantile(CREDIBLE);
    }

    /** @return the age by which this part of all tasks has ended; below 1 */
    double quantile(double part) {
        for (int i = 0; i <= STEPS; i++) {
            if (ended[i] >= part) {
                return age[i];
            }
        }
        return (1 - ended[STEPS]) * age[STEPS] / (1 - part);
    }

    double ended(double at) {
        if (at < youngest) {
            return 0;
        }
        if (at >= age[STEPS]) {
            return 1 - (1 - ended[STEPS]) * age[STEPS] / at;
        }
        int i = step(at);
        return ended[i] + slope(i) * (at - age[i]);
    }

    private double unseen(double at) {
        if (at < youngest) {
            return 0;
        }
        if (at >= age[STEPS]) {
            double still = (1 - ended[STEPS]) * age[STEPS];
            return unseen[STEPS] + at - age[STEPS] - still * Math.log(at / age[STEPS]);
        }
        int i = step(at);
        double past = at - age[i];
        return unseen[i] + (ended[i] + slope(i) * past / 2) * past;
    }

    /** @return how long the task has stood unseen at an age, on average, if it ran at the earlier one */
    double cost(double ranAt, double at) {
        double endedThen = ended(ranAt);
        return Math.max(0, unseen(at) - unseen(ranAt) - endedThen * (at - ranAt)) / (1 - endedThen);
    }

    /** @return the age at which not polling has cost so much, if the task ran at the earlier age; within a millisecond */
    double reaches(double cost, double ranAt) {
        double reach = Math.max(youngest - ranAt, cost);
        while (cost(ranAt, ranAt + reach) < cost && reach < LONGEST) {
            reach *= 2;
        }
        double low = ranAt;
        double high = ranAt + reach;
        while (high - low > PRECISE) {
            double middle = (low + high) / 2;
            if (cost(ranAt, middle) < cost) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private int step(double at) {
        int i = Math.min((int) (Math.log(at / youngest) * stepsPerLog), STEPS - 1);
        // Logarithms are rounded; the neighbour may be the right one.
        return at < age[i] && i > 0 ? i - 1 : i;
    }

    private double slope(int i) {
        return (ended[i + 1] - ended[i]) / (age[i + 1] - age[i]);
    }
}
