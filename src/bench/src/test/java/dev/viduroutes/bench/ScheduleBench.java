package dev.viduroutes.bench;

import dev.viduroutes.polling.PollingCases;

/** The poll schedule beside others, over many simulated runs; takes the number of runs per case. */
public final class ScheduleBench {

    private ScheduleBench() {}

    public static void main(String[] arguments) {
        PollingCases.print(System.out, arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200);
        PollingCases.printLarge(System.out);
    }
}
