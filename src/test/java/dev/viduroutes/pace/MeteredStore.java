package dev.viduroutes.pace;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;

/** A bucket of this process, on a clock of the test's own. */
record MeteredStore(TimeMeter time) implements BudgetStore {

    @Override
    public Bucket bucket(BucketConfiguration configuration) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(configuration.getBandwidths()[0])
                .build();
    }
}
