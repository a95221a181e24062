package dev.viduroutes.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;

/** Where the bucket of the request budget is kept: in this process, or where several processes share it. */
public interface BudgetStore {

    /** @return the bucket of that account, shaped as configured; every call on it may fail while the store is away */
    Bucket bucket(String account, BucketConfiguration configuration);
}
