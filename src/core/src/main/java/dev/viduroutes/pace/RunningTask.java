package dev.viduroutes.pace;

/** One task in the schedule. Instants and ages in milliseconds. */
final class RunningTask {

    private final String id;
    private final TaskKind kind;
    private final long number;
    private final double accepted;
    private double ranAt;
    private double rest;
    private Curve curve;
    private double notBefore;
    private double due;

    RunningTask(String id, TaskKind kind, double accepted, long number) {
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
    void plan(Curve newCurve, double worthless, double price) {
        curve = newCurve;
        notBefore = accepted + Math.max(Math.max(curve.earliest(), ranAt + rest), curve.reaches(worthless, ranAt));
        due = accepted + curve.reaches(price, ranAt);
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
        return curve.cost(ranAt, now - accepted);
    }
}
