package dev.viduroutes.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A bucket of this process, on a clock of the test's own, that can be away as one in a database can. */
final class MeteredBudgetStore implements BudgetStore {

    private final TimeMeter time;
    private boolean away;

    MeteredBudgetStore(TimeMeter time) {
        this.time = time;
    }

    void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public Bucket bucket(String account, BucketConfiguration configuration) {
        Bucket bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(configuration.getBandwidths()[0])
                .build();
        return (Bucket) Proxy.newProxyInstance(
                Bucket.class.getClassLoader(), new Class<?>[] {Bucket.class}, (self, method, values) -> {
                    if (away) {
                        throw new IllegalStateException("the database is away");
                    }
                    try {
                        return method.invoke(bucket, values);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
