/**
 * What submits may cost, and the caps that hold them back before they leave. Where it is counted is the journal's business. Hosts may use
 * {@link dev.viduroutes.spending.CapRaiseOrder} and {@link dev.viduroutes.spending.CapRaiseReport}; everything else is internal.
 */
package dev.viduroutes.spending;
