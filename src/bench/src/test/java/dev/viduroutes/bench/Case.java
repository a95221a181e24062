package dev.viduroutes.bench;

import java.net.URI;

/** Somebody who makes the videos of a workload. */
interface Case {

    String name();

    /**
     * Returns once it knows the end of every task.
     *
     * @param api where the API is
     * @throws NotAvailable if this product can't do that
     */
    void run(URI api, Workload workload) throws Exception;

    /** The case asks for something that is not built, or not allowed here. */
    final class NotAvailable extends Exception {

        private static final long serialVersionUID = 1L;

        NotAvailable(String why) {
            super(why);
        }
    }
}
