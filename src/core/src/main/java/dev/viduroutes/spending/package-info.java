/**
 * What submits may cost, and the caps that hold them back before they leave. Where it is counted is the journal's business. All types
 * are internal.
 */
package dev.viduroutes.spending;
