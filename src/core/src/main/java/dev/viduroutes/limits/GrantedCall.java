package dev.viduroutes.limits;

/** A call, and the permit that it was granted. */
record GrantedCall(PendingCall call, CallPermit permit) {}
