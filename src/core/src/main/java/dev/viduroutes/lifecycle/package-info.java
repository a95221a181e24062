/**
 * How the gateway stops, and the threads on which its requests wait. Hosts may catch
 * {@link dev.viduroutes.lifecycle.StoppingException}; everything else is internal.
 */
package dev.viduroutes.lifecycle;
