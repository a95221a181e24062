package dev.viduroutes.polling;

/** A running task, and when it is worth a poll. Instants and ages in milliseconds. */
final class PollCandidate {

    private final String id;
    private final TaskKind kind;
    private final long number;
    private final double accepted;
    private double ranAt;
    private double rest;
    private DurationDistribution distribution;
    private double notBefore;
    private double due;

    PollCandidate(String id, TaskKind kind, double accepted, long number) {
        this.id = id;
        this.kind = kind;
        this.accepted = accepted;
        this.number = number;
    }

    String id() {
        return id;
    }

    TaskKind kind() {
        return kind;
    }

    long number() {
        return number;
    }

    /** The task ran at an instant, and is to be left alone for a while. */
    void ran(double instant, double restMillis) {
        ranAt = Math.max(ranAt, instant - accepted);
        rest = restMillis;
    }

    /** @param worthless expected loss below which no call is worth it; @param price that at which calls leave now */
    void plan(DurationDistribution newDistribution, double worthless, double price) {
        distribution = newDistribution;
        notBefore = accepted
                + Math.max(Math.max(distribution.earliest(), ranAt + rest), distribution.reaches(worthless, ranAt));
        due = accepted + distribution.reaches(price, ranAt);
    }

    /** @return before then a call would be wasted */
    double notBefore() {
        return notBefore;
    }

    /** @return when the expected loss reaches the price */
    double due() {
        return due;
    }

    /** @return how long its end has stood unseen by now, on average */
    double cost(double now) {
        return distribution.cost(ranAt, now - accepted);
    }
}
